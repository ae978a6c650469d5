import { createHmac } from 'node:crypto';

/** A slash command on its way. */
export interface TypedCommand {
  readonly line: string;
  readonly userId: string;
  readonly responseUrl: string;
  readonly number: number;
}

/** The body and the headers that Slack would send, signed with `secret` just now. */
export function typedCommand({ line, userId, responseUrl, number }: TypedCommand, secret: string) {
  const body = new URLSearchParams({
    ...{ command: '/ecs', text: line, team_id: 'T0LOCAL001', team_domain: 'local', api_app_id: 'A0LOCAL001' },
    ...{ user_id: userId, user_name: 'load', channel_id: 'C0LOCAL0OPS', channel_name: 'ops' },
    ...{ response_url: responseUrl, trigger_id: `${number}.${Date.now()}.load` },
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac.digest('hex')}`,
  };
  return { body, headers };
}
