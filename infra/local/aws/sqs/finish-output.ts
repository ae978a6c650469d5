import { createHash } from 'node:crypto';
import type { Place } from '../place.ts';
import { asRecord } from './as-record.ts';
import { FAUXQS_ACCOUNT } from './fauxqs-account.ts';
import { mapArns } from './map-arns.ts';
import { unpackBody } from './unpack-body.ts';

/** The client's answer, made from fauxqs's: our host and account, bodies unpacked, digests of what was really sent. */
export function finishOutput(
  input: Readonly<Record<string, unknown>>,
  output: Readonly<Record<string, unknown>>,
  place: Place,
): Record<string, unknown> {
  const finished: Record<string, unknown> = { ...output };
  const ourUrl = (url: string): string => `${place.origin}/${place.accountId}/${url.replace(/^.*\//, '')}`;
  if (typeof output.QueueUrl === 'string') finished.QueueUrl = ourUrl(output.QueueUrl);
  if (Array.isArray(output.QueueUrls))
    finished.QueueUrls = output.QueueUrls.map((url) => ourUrl(String(url)));
  if (output.Attributes !== undefined) {
    const { region, accountId } = place;
    finished.Attributes = mapArns(asRecord(output.Attributes), region, FAUXQS_ACCOUNT, accountId);
  }
  if (output.MD5OfMessageBody !== undefined) finished.MD5OfMessageBody = md5(String(input.MessageBody));
  if (Array.isArray(output.Messages)) finished.Messages = output.Messages.map(asRecord).map(unpackMessage);
  if (Array.isArray(output.Successful) && Array.isArray(input.Entries)) {
    const bodies = new Map(input.Entries.map(asRecord).map((entry) => [entry.Id, String(entry.MessageBody)]));
    finished.Successful = output.Successful.map(asRecord).map((sent) =>
      sent.MD5OfMessageBody === undefined
        ? sent
        : { ...sent, MD5OfMessageBody: md5(bodies.get(sent.Id) ?? '') },
    );
  }
  return finished;
}

function unpackMessage(message: Record<string, unknown>): Record<string, unknown> {
  const body = unpackBody(String(message.Body));
  return { ...message, Body: body, MD5OfBody: md5(body) };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
