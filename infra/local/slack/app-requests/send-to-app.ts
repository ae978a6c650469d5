import type { SlackWorld } from '../slack-world.ts';
import { sign } from './sign.ts';

/** What came of a request to the app. `http_error` is any status outside 200-299. */
export type AppAnswer =
  | { readonly kind: 'ok'; readonly body: string; readonly contentType: string; readonly noRetry: boolean }
  | { readonly kind: 'http_error'; readonly status: number; readonly noRetry: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

/** Slack waits this long for every acknowledgement. */
const deadline = 3000;

/** Sends a signed body to the app's request URL and waits 3 seconds for the answer. Never rejects. */
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
