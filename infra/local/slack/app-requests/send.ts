import { createHmac } from 'node:crypto';
import { randomId } from '../state/messages.ts';
import { localIds } from '../workspace/workspace.ts';
import type { SlackWorld } from '../world.ts';

/** Milliseconds before the first, second and third retry. */
const retryDelays = [0, 60_000, 300_000];

/** Sends an Events API event if the app subscribed to its type, with Slack's three retries. */
export async function sendEvent(
  world: SlackWorld,
  event: Readonly<Record<string, unknown>> & { readonly type: string },
  subscription = event.type,
): Promise<void> {
  if (!world.app.events.includes(subscription)) return;
  const { team } = world.workspace;
  const body = JSON.stringify({
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: world.app.id,
    event,
    type: 'event_callback',
    event_id: randomId('Ev', 9),
    event_time: Math.floor(world.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: localIds.bot,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${randomId('', 20)}`,
  });
  let answer = await sendToApp(world, body, 'application/json');
  for (const [index, delay] of retryDelays.entries()) {
    if (!asksForRetry(answer)) return;
    await new Promise<void>((resolve) => void world.clock.after(delay, resolve));
    answer = await sendToApp(world, body, 'application/json', {
      'x-slack-retry-num': String(index + 1),
      'x-slack-retry-reason': reasonOf(answer),
    });
  }
}

function asksForRetry(answer: AppAnswer): boolean {
  return answer.kind !== 'ok' && !(answer.kind === 'http_error' && answer.noRetry);
}

function reasonOf(answer: AppAnswer): string {
  if (answer.kind === 'timeout') return 'http_timeout';
  return answer.kind === 'http_error' ? 'http_error' : 'connection_failed';
}

/** Slack's deprecated proof of origin; apps check the signature instead. */
export const verificationToken = 'local-verification-token';

/** The result of a request to the app. `http_error` is any status outside 200-299. */
export type AppAnswer =
  | { readonly kind: 'ok'; readonly body: string; readonly contentType: string; readonly noRetry: boolean }
  | { readonly kind: 'http_error'; readonly status: number; readonly noRetry: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

/** Slack waits this long for every acknowledgement. */
const deadline = 3000;

/** Sends a signed body to the app's request URL and waits up to 3 seconds for the response. Never rejects. */
export async function sendToApp(
  world: SlackWorld,
  body: string,
  contentType: 'application/x-www-form-urlencoded' | 'application/json',
  headers: Readonly<Record<string, string>> = {},
): Promise<AppAnswer> {
  const abort = new AbortController();
  const stop = world.clock.after(deadline, () => abort.abort());
  const seconds = Math.floor(world.clock.now() / 1000);
  try {
    const response = await fetch(world.app.requestUrl(), {
      method: 'POST',
      body,
      redirect: 'error',
      signal: abort.signal,
      headers: {
        'content-type': contentType,
        accept: 'application/json,*/*',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...sign(world.app.signingSecret(), seconds, body),
        ...headers,
      },
    });
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    const text = await response.text();
    if (!response.ok) return { kind: 'http_error', status: response.status, noRetry };
    return { kind: 'ok', body: text, contentType: response.headers.get('content-type') ?? '', noRetry };
  } catch {
    return { kind: abort.signal.aborted ? 'timeout' : 'unreachable' };
  } finally {
    stop();
  }
}

/** The two headers that authenticate a request as Slack's: HMAC-SHA256 over `v0:<seconds>:<body>`. */
export function sign(signingSecret: string, seconds: number, body: string): Record<string, string> {
  const digest = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${digest}` };
}

/** Sends an interaction payload as Slack does: a form whose only field is the JSON. */
export function sendPayload(
  world: SlackWorld,
  payload: Readonly<Record<string, unknown>>,
): Promise<AppAnswer> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return sendToApp(world, body, 'application/x-www-form-urlencoded');
}

/** What every interaction payload starts with: who, where from, for which app. */
export function sharedFields(world: SlackWorld, user: string): Record<string, unknown> {
  const { team, people } = world.workspace;
  const person = people.get(user);
  return {
    user: { id: user, username: person?.name, name: person?.name, team_id: person?.teamId ?? team.id },
    api_app_id: world.app.id,
    token: verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise:
      world.options.enterpriseId === undefined ? null : { id: world.options.enterpriseId, name: 'Local' },
    is_enterprise_install: false,
  };
}
