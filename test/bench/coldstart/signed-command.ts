import { createHmac } from 'node:crypto';

/** A slash command as API Gateway hands it over (payload format 2.0, a form body as base64), signed just now. */
export function signedCommand(secret: string): object {
  const body = new URLSearchParams({
    token: 'legacy',
    team_id: 'T0BENCH00',
    team_domain: 'bench',
    channel_id: 'C0BENCH00',
    channel_name: 'ops',
    user_id: 'U0BENCH00',
    user_name: 'bench',
    command: '/ecs',
    text: 'help',
    api_app_id: 'A0BENCH00',
    response_url: 'https://hooks.slack.com/commands/T0BENCH00/1/x',
    trigger_id: `${crypto.randomUUID()}`,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    version: '2.0',
    routeKey: 'POST /slack',
    rawPath: '/slack',
    rawQueryString: '',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    requestContext: { http: { method: 'POST', path: '/slack' }, requestId: 'bench', stage: '$default' },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}
