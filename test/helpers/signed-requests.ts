import { createHmac } from 'node:crypto';

/** What Slack would send, and how it is spoiled. */
export interface SlackRequest {
  readonly body: string | Buffer;
  /** Epoch milliseconds of the signature. */
  readonly now: number;
  readonly secret: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As HTTP APIs hand over forms; JSON comes as text. */
  readonly base64?: boolean;
}

/** Slack's signature of a body, by the words of Slack's documentation. */
export function sign(secret: string, timestamp: string | number, body: string | Buffer): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/** The headers of a request that Slack signed at `now`, in epoch milliseconds. */
export function signedHeaders(secret: string, body: string | Buffer, now = Date.now()) {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(secret, timestamp, body),
  };
}

/** A signed request as an API Gateway event of payload format 2.0. */
export function slackEvent({ body, now, secret, headers, base64 = true }: SlackRequest) {
  return {
    version: '2.0',
    routeKey: 'POST /slack',
    rawPath: '/slack',
    rawQueryString: '',
    headers: { ...signedHeaders(secret, body, now), ...headers },
    requestContext: { http: { method: 'POST', path: '/slack' }, requestId: 'r-1', stage: '$default' },
    body: base64 ? Buffer.from(body).toString('base64') : body.toString(),
    isBase64Encoded: base64,
  };
}

/** A slash command's form. */
export function commandBody(fields: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    command: '/ecs',
    text: 'scale shop/web 4',
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    response_url: 'https://hooks.slack.com/commands/T1/1/x',
    ...fields,
  }).toString();
}

/** An interaction's form. */
export function payloadBody(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A press of a button in a message. */
export function press(fields: object = {}): object {
  return {
    type: 'block_actions',
    team: { id: 'T1', domain: 'shop' },
    user: { id: 'U1', team_id: 'T1' },
    trigger_id: '12466734323.1395872398',
    actions: [
      {
        type: 'button',
        action_id: 'confirm',
        block_id: 'b1',
        value: 'confirm 1',
        action_ts: '1548426417.840180',
      },
    ],
    ...fields,
  };
}

/** An Events API body. */
export function eventBody(fields: object = {}): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    api_app_id: 'A1',
    event_id: 'Ev08MFMKH6',
    event_time: 1234567890,
    event: { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' },
    ...fields,
  });
}

/** A world with the bot's URL in it. */
interface Reached {
  readonly signingSecret: string;
  readonly functions: { readonly api: { readonly url: string } };
}

/** A body at the HTTP API, signed as Slack signs it, `age` seconds ago: an event's JSON, or the form of an interaction. */
export function sendSigned(world: Reached, body: string, age = 0): Promise<Response> {
  const headers = signedHeaders(world.signingSecret, body, Date.now() - age * 1000);
  return fetch(`${world.functions.api.url}/slack`, {
    method: 'POST',
    headers: body.startsWith('{') ? { ...headers, 'content-type': 'application/json' } : headers,
    body,
  });
}

/** A signed slash command at the HTTP API, as Slack sends it; the answer is what the front door acknowledged with. */
export function typeInSlack(
  world: Reached & { readonly slack: { readonly url: string } },
  text: string,
): Promise<Response> {
  const body = commandBody({
    text,
    team_id: 'T0LOCAL001',
    user_id: 'U0OPERATOR',
    channel_id: 'C0LOCAL0OPS',
    channel_name: 'ops',
    response_url: `${world.slack.url}/commands/none`,
    trigger_id: `${Date.now()}.${Math.random()}`,
    api_app_id: 'A0LOCAL001',
  });
  return sendSigned(world, body);
}
