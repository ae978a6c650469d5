import { createHmac } from 'node:crypto';
import type { World } from '../../infra/local/world.ts';

/** A signed slash command at the HTTP API, as Slack sends it; the answer is what the front door acknowledged with. */
export function typeInSlack(world: World, text: string): Promise<Response> {
  const body = new URLSearchParams({
    command: '/ecs',
    text,
    team_id: 'T0LOCAL001',
    user_id: 'U0OPERATOR',
    channel_id: 'C0LOCAL0OPS',
    channel_name: 'ops',
    response_url: `${world.slack.url}/commands/none`,
    trigger_id: `${Date.now()}.${Math.random()}`,
    api_app_id: 'A0LOCAL001',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac('sha256', world.signingSecret).update(`v0:${timestamp}:${body}`);
  return fetch(`${world.functions.api.url}/slack`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac.digest('hex')}`,
    },
    body,
  });
}
