import { createHmac } from 'node:crypto';

/** The two headers with which Slack proves a request: HMAC-SHA256 over `v0:<seconds>:<body>`. */
export function sign(signingSecret: string, seconds: number, body: string): Record<string, string> {
  const digest = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${digest}` };
}
