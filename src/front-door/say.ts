import type { HttpResponse } from './http-response.ts';
import type { Job } from './job.ts';
import { textOf } from './text-of.ts';
import type { World } from './world.ts';

/**
 * Says one sentence to the person who sent a request that is not queued: as the command's answer, seen by the caller
 * alone, or through the `response_url` of a press. Where neither reaches them (an event, a press on the Home tab, a
 * modal) the answer is the status, which makes Slack show a warning, and try an event again.
 */
export async function say(
  { kind, body }: Pick<Job, 'kind' | 'body'>,
  text: string,
  status: number,
  world: Pick<World, 'tellPerson'>,
): Promise<HttpResponse> {
  if (kind === 'command') {
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', text }),
    };
  }
  const responseUrl = kind === 'action' ? textOf(body.response_url) : '';
  const told = responseUrl !== '' && (await world.tellPerson(responseUrl, text));
  return { statusCode: told ? 200 : status, body: '' };
}
