import { frontDoor } from '../messages/front-door.ts';
import type { AwsClient } from './aws-client.ts';
import { type HttpRequest, type HttpResponse, NoAnswer, parseJsonObject, post, textOf } from './http.ts';
import { isFor, isOrgInstall, type Job, jobGroup, jobId, personOf } from './job.ts';
import type { SigningSecret } from './verify.ts';

/** One line of the log; neither a secret nor a request's body goes in. */
export interface LogLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** What the front door acts through. */
export interface Deps {
  /** The only Slack workspace that is served. */
  readonly teamId: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long secret, send and its retry may take together; Slack gives up after 3 s. */
  readonly deadlineMs: number;
  readonly secret: SigningSecret;
  /** Rejects with NoAnswer or AwsRefusal when the queue did not take the job. */
  readonly sendJob: (job: Job, group: string, deadline: number) => Promise<void>;
  /** Says a sentence through a `response_url`; false when Slack did not take it. */
  readonly tellPerson: (responseUrl: string, text: string) => Promise<boolean>;
  readonly log: (line: LogLine) => void;
}

/**
 * Makes a verified request a job, queues it and acknowledges; or refuses another workspace's.
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
 * Says one sentence to the person who sent a request that is not queued: as the command's answer, seen by the caller
 * alone, or through the `response_url` of a press. Where neither reaches them (an event, a press on the Home tab, a
 * modal) the answer is the status, which makes Slack show a warning, and try an event again.
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

/** The only characters that JSON leaves as they are and SQS refuses; inside JSON they stand in strings alone. */
function escapeForSqs(json: string): string {
  return json.replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');
}

/**
 * Says a sentence through a `response_url`, to the person alone, leaving the message with the button as it is.
 * The address comes from a body that Slack signed.
 * @param ms how long it may take
 * @returns whether Slack took it, in its own words: a page of HTML is a proxy's; never throws
 */
export async function tellPerson(responseUrl: string, text: string, ms: number): Promise<boolean> {
  if (!URL.canParse(responseUrl)) return false;
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return post({ url: new URL(responseUrl), headers, body, ms }).then(
    ({ status, text }) => status === 200 && (text.trim() === 'ok' || parseJsonObject(text)?.ok === true),
    () => false,
  );
}
