import { type Credentials, createAwsClient } from './aws-client.ts';
import { type Deps, queueJob, sendJob, tellPerson } from './enqueue.ts';
import { type HttpRequest, type HttpResponse, isRecord, type Network, textOf } from './http.ts';
import { parseBody } from './job.ts';
import { authenticate, readSigningSecret, signingSecret } from './verify.ts';

/** The front door's settings. */
interface FrontDoorConfig {
  readonly region: string;
  readonly credentials: Credentials;
  /** Calls go to its host, as the SDK's do. */
  readonly queueUrl: string;
  readonly secretParameter: string;
  readonly teamId: string;
  /** `amazonaws.com`; each partition has its own. */
  readonly urlSuffix: string;
  /** A local AWS instead of the region's, for SSM. */
  readonly endpoint?: string | undefined;
}

/** The front door, once it is built. */
export interface FrontDoor {
  /** Reads the secret and opens the connection to the queue. Never rejects and takes at most `INIT_MS`. */
  warmUp(): Promise<void>;
  handle(event: unknown): Promise<HttpResponse>;
}

const INIT_MS = 1000;
/** For the secret, the send and its retry: leaves one of Slack's three seconds for the round trip, or to report a failure. */
const DEADLINE_MS = 2000;
const TELL_MS = 600;

/** @throws TypeError for an invalid address */
export function createFrontDoor(
  config: FrontDoorConfig,
  { network, now, log }: Pick<Deps, 'now' | 'log'> & { readonly network: Network },
): FrontDoor {
  const { region, credentials, queueUrl, secretParameter, teamId, urlSuffix } = config;
  const about = { region, credentials, network, now };
  const sqs = createAwsClient(
    { name: 'sqs', targetPrefix: 'AmazonSQS', jsonVersion: '1.0', endpoint: new URL(queueUrl) },
    about,
  );
  const endpoint = new URL(config.endpoint ?? `https://ssm.${region}.${urlSuffix}`);
  const ssm = createAwsClient(
    { name: 'ssm', targetPrefix: 'AmazonSSM', jsonVersion: '1.1', endpoint },
    about,
  );
  const secret = signingSecret((deadline) => readSigningSecret(ssm, secretParameter, deadline), now);
  const deps: Deps = {
    teamId,
    now,
    deadlineMs: DEADLINE_MS,
    secret,
    sendJob: (job, group, deadline) => sendJob(sqs, queueUrl, job, group, deadline),
    tellPerson: (responseUrl, text) => tellPerson(network, responseUrl, text, TELL_MS),
    log,
  };

  return {
    async warmUp() {
      const warm = Promise.all([secret.current(now() + INIT_MS), sqs.connect()]).catch((error: unknown) => {
        log({ level: 'WARN', message: 'not warm; the first request tries again', error: String(error) });
      });
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, INIT_MS);
      });
      await Promise.race([warm, enough]);
      clearTimeout(timer);
    },
    handle: (event) => handle(event, deps),
  };
}

/**
 * Answers an API Gateway event (payload format 2.0); never rejects. A sender that is not Slack gets an empty 4xx, or 5xx while the signing secret
 * can't be read, and leaves one line in the log.
 */
export async function handle(event: unknown, deps: Deps): Promise<HttpResponse> {
  const deadline = deps.now() + deps.deadlineMs;
  const request = readRequest(event);
  try {
    return await answer(request, deps, deadline);
  } catch (error) {
    deps.log({ level: 'ERROR', message: 'failed', error: String(error), requestId: request.id });
    return { statusCode: 503, body: '' };
  }
}

async function answer(request: HttpRequest, deps: Deps, deadline: number): Promise<HttpResponse> {
  const refuse = (statusCode: number, reason: string): HttpResponse => {
    const { id: requestId, sourceIp } = request;
    deps.log({ level: 'WARN', message: `refused: ${reason}`, statusCode, requestId, sourceIp });
    return { statusCode, body: '' };
  };

  if (request.method !== 'POST') return refuse(405, 'not a POST');
  const wrong = await authenticate(request, deps, deadline).catch((error: unknown) => {
    const challenge = harmlessChallenge(request);
    if (challenge === undefined) throw error;
    return { challenge };
  });
  if (typeof wrong === 'object') return json(wrong);
  if (wrong) return refuse(401, wrong);
  const asked = parseBody(request.rawBody);
  if (!asked) return refuse(400, 'nothing that Slack sends');
  switch (asked.kind) {
    case 'ssl_check':
      return { statusCode: 200, body: '' };
    case 'app_rate_limited':
      deps.log({
        level: 'WARN',
        message: 'Slack drops events: more than 30,000 an hour',
        requestId: request.id,
      });
      return { statusCode: 200, body: '' };
    case 'url_verification':
      return json({ challenge: asked.challenge });
    case 'options':
      // A select that filters as you type takes its options from this response only; no command offers such a select.
      return json({ options: [] });
    default:
      return queueJob(asked, request, deps, deadline);
  }
}

/**
 * Slack may check the address while the app is being created, before anybody can know its signing secret. As long as there is no secret, the
 * challenge is echoed to anyone who sends one, which reveals and does nothing.
 */
function harmlessChallenge({ rawBody }: HttpRequest): string | undefined {
  const asked = parseBody(rawBody);
  return asked?.kind === 'url_verification' && /^\w{1,200}$/.test(asked.challenge)
    ? asked.challenge
    : undefined;
}

function json(value: object): HttpResponse {
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/**
 * Reads an API Gateway event of payload format 2.0; never throws, whatever the input. HTTP APIs pass form bodies as base64 and JSON as text; either
 * way Slack signed the bytes.
 */
function readRequest(event: unknown): HttpRequest {
  const { headers, body, isBase64Encoded, requestContext } = recordOf(event);
  const context = recordOf(requestContext);
  return {
    method: textOf(recordOf(context.http).method),
    headers: Object.fromEntries(
      Object.entries(recordOf(headers)).map(([name, value]) => [name.toLowerCase(), textOf(value)]),
    ),
    rawBody: Buffer.from(textOf(body), isBase64Encoded === true ? 'base64' : 'utf8'),
    sourceIp: textOf(recordOf(context.http).sourceIp),
    id: textOf(context.requestId),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** A front door that can't be built answers everybody with an empty 500; each time the log says what is wrong. */
export function closedFrontDoor(message: string, log: Deps['log']): FrontDoor {
  return {
    warmUp: async () => {},
    handle: async () => {
      log({ level: 'ERROR', message });
      return { statusCode: 500, body: '' };
    },
  };
}
