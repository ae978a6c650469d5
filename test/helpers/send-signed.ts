import { createHmac } from 'node:crypto';
import type { World } from '../../infra/local/world.ts';

/** A body at the HTTP API, signed as Slack signs it, `age` seconds ago: an event's JSON, or the form of an interaction. */
export function sendSigned(world: World, body: string, age = 0): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const hmac = createHmac('sha256', world.signingSecret).update(`v0:${timestamp}:${body}`);
  return fetch(`${world.functions.api.url}/slack`, {
    method: 'POST',
    headers: {
      'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac.digest('hex')}`,
    },
    body,
  });
}
