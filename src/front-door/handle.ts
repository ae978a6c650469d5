import { authenticate } from './authenticate.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { parseBody } from './parse-body.ts';
import { queueJob } from './queue-job.ts';
import { readRequest } from './read-request.ts';
import type { World } from './world.ts';

/**
 * From an API Gateway event (payload format 2.0) to its answer; never rejects. Whoever is not Slack reads an empty
 * 4xx, and 5xx while the signing secret can't be had, and leaves one line in the log.
 */
export async function handle(event: unknown, world: World): Promise<HttpResponse> {
  const deadline = world.now() + world.deadlineMs;
  const request = readRequest(event);
  try {
    return await answer(request, world, deadline);
  } catch (error) {
    world.log({ level: 'ERROR', message: 'failed', error: String(error), requestId: request.id });
    return { statusCode: 503, body: '' };
  }
}

async function answer(request: HttpRequest, world: World, deadline: number): Promise<HttpResponse> {
  const refuse = (statusCode: number, reason: string): HttpResponse => {
    const { id: requestId, sourceIp } = request;
    world.log({ level: 'WARN', message: `refused: ${reason}`, statusCode, requestId, sourceIp });
    return { statusCode, body: '' };
  };

  if (request.method !== 'POST') return refuse(405, 'not a POST');
  const wrong = await authenticate(request, world, deadline).catch((error: unknown) => {
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
      world.log({
        level: 'WARN',
        message: 'Slack drops events: more than 30,000 an hour',
        requestId: request.id,
      });
      return { statusCode: 200, body: '' };
    case 'url_verification':
      return json({ challenge: asked.challenge });
    case 'options':
      // A select that is typed in takes its options from this answer or not at all; no command offers such a select.
      return json({ options: [] });
    default:
      return queueJob(asked, request, world, deadline);
  }
}

/**
 * Slack may check the address while it makes the app, before anybody can know the app's signing secret: as long as there
 * is none, the challenge is echoed to whoever sends one, which tells and does nothing.
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
