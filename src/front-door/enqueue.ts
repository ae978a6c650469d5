import { frontDoor } from '../messages/front-door.ts';
import type { AwsClient } from './aws-client.ts';
import {
  type HttpRequest,
  type HttpResponse,
  type Network,
  NoAnswer,
  parseJsonObject,
  textOf,
} from './http.ts';
import { isFor, isOrgInstall, type Job, jobGroup, jobId, personOf } from './job.ts';
import type { SigningSecret } from './verify.ts';

/** One log line; never contains a secret or a request's body. */
export interface LogLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** What the front door depends on. */
export interface Deps {
  /** The only Slack workspace the bot serves. */
  readonly teamId: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The time allowed for the secret, the send and its retry together; Slack gives up after 3 s. */
  readonly deadlineMs: number;
  readonly secret: SigningSecret;
  /** Rejects with NoAnswer or AwsRefusal when the queue did not accept the job. */
  readonly sendJob: (job: Job, group: string, deadline: number) => Promise<void>;
  /** Sends a sentence through a `response_url`; false when Slack did not accept it. */
  readonly tellPerson: (responseUrl: string, text: string) => Promise<boolean>;
  readonly log: (line: LogLine) => void;
}

/**
 * Turns a verified request into a job, queues it and acknowledges; refuses a request from another workspace.
 * @param deadline epoch milliseconds
 */
export async function queueJob(
  asked: Pick<Job, 'kind' | 'body'>,
  { headers, id }: HttpRequest,
  deps: Deps,
  deadline: number,
): Promise<HttpResponse> {
  const isOrg = isOrgInstall(asked);
  if (isOrg || !isFor(deps.teamId, asked)) {
    deps.log({
      level: 'WARN',
      message: `refused: ${isOrg ? 'installed for the whole organisation' : 'another workspace'}`,
      kind: asked.kind,
      team: personOf(asked).team,
      requestId: id,
    });
    const sentence = isOrg ? frontDoor.orgInstall : frontDoor.otherWorkspace;
    const refusal = await say(asked, sentence, 403, deps);
    return { ...refusal, headers: { ...refusal.headers, 'x-slack-no-retry': '1' } };
  }
  const retryNum = Number(headers['x-slack-retry-num']);
  const retryReason = headers['x-slack-retry-reason'];
  const job: Job = {
    ...asked,
    id: jobId(asked, headers['x-slack-signature'] ?? ''),
    receivedAt: deps.now(),
    ...(retryNum > 0 && { retryNum }),
    ...(retryReason && { retryReason }),
  };
  try {
    await deps.sendJob(job, jobGroup(job, { team: deps.teamId, user: personOf(asked).user }), deadline);
    return { statusCode: 200, body: '' };
  } catch (error) {
    const maybe = error instanceof NoAnswer && error.maybeDone;
    deps.log({
      level: 'ERROR',
      message: 'not queued',
      kind: job.kind,
      maybe,
      error: String(error),
      requestId: id,
    });
    const sentences = maybe ? frontDoor.maybeQueued : frontDoor.notQueued;
    return say(job, job.kind === 'command' ? sentences.command : sentences.press, 503, deps);
  }
}

/**
 * Tells the sender of a request that is not queued why, in one sentence: as the command's answer, which only the caller sees, or through the
 * `response_url` of a button. If neither can reach them (an event, a button on the Home tab, a modal), the answer is only the status, which makes
 * Slack show a warning, and retry an event.
 */
async function say(
  { kind, body }: Pick<Job, 'kind' | 'body'>,
  text: string,
  status: number,
  deps: Pick<Deps, 'tellPerson'>,
): Promise<HttpResponse> {
  if (kind === 'command') {
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', text }),
    };
  }
  const responseUrl = kind === 'action' ? textOf(body.response_url) : '';
  const told = responseUrl !== '' && (await deps.tellPerson(responseUrl, text));
  return { statusCode: told ? 200 : status, body: '' };
}

/**
 * `aws sqs send-message` to the FIFO queue of commands. Sending the same job again within 5 minutes queues nothing.
 * @throws AwsRefusal, NoAnswer
 */
export async function sendJob(
  sqs: AwsClient,
  queueUrl: string,
  job: Job,
  group: string,
  deadline: number,
): Promise<void> {
  const input = {
    QueueUrl: queueUrl,
    MessageBody: escapeForSqs(JSON.stringify(job)),
    MessageGroupId: group,
    MessageDeduplicationId: job.id,
  };
  await sqs.call('SendMessage', input, deadline);
}

/** The only characters that JSON leaves unescaped and SQS refuses; in JSON they occur only in strings. */
function escapeForSqs(json: string): string {
  return json.replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');
}

/**
 * Sends a sentence through a `response_url`, to the person alone, leaving the message with the button unchanged. The address comes from a body that
 * Slack signed.
 * @param ms the time allowed
 * @returns whether Slack itself accepted it: an HTML page comes from a proxy; never throws
 */
export async function tellPerson(
  { post }: Pick<Network, 'post'>,
  responseUrl: string,
  text: string,
  ms: number,
): Promise<boolean> {
  if (!URL.canParse(responseUrl)) return false;
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return post({ url: new URL(responseUrl), headers, body, ms }).then(
    ({ status, text }) => status === 200 && (text.trim() === 'ok' || parseJsonObject(text)?.ok === true),
    () => false,
  );
}
