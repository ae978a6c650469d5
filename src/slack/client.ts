import { type WebAPICallResult, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { BotToken } from './bot-token.ts';
import { SlackFailed, secondsToWait, slackFailure } from './errors.ts';

/** Which scope a method needs, where Slack's `missing_scope` does not say so itself. */
const scopes: readonly (readonly [methods: string, scope: string])[] = [
  ['chat.', 'chat:write'],
  ['conversations.open', 'im:write'],
  ['usergroups.', 'usergroups:read'],
  ['users.', 'users:read'],
];

/**
 * Slack's client with the bot's token. One that Slack refuses may have been rotated: it is read again, and the call made once more,
 * since nothing was done. So a rotation needs no deploy, and whoever calls sees at once that the token is no good.
 */
export class BotClient extends WebClient {
  readonly #botToken: BotToken;

  constructor(botToken: BotToken, options: WebClientOptions) {
    super(undefined, { ...options, fetch: slackOnly(options.fetch ?? fetch) });
    this.#botToken = botToken;
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const call = async () => {
      const token = await this.#botToken.get();
      return await super.apiCall(method, { ...options, token }).catch((error: unknown) => {
        throw clearer(method, error);
      });
    };
    try {
      return await call();
    } catch (error) {
      if (slackFailure(error)?.kind !== 'token') throw error;
      this.#botToken.forget();
      return await call();
    }
  }
}

function clearer(method: string, error: unknown): unknown {
  const failure = slackFailure(error);
  if (failure?.kind === 'scope' && failure.scope === '') return withScope(method, error);
  return error;
}

/**
 * web-api takes any page for an error of Slack's whose word is the page, and reads `Retry-After` as a number alone. Throws SlackFailed
 * for a page that is not Slack's; the header's date comes as seconds, and what is neither does not come.
 */
function slackOnly(send: NonNullable<WebClientOptions['fetch']>): typeof send {
  return async (...request) => {
    const response = await send(...request);
    const { status, statusText, headers } = response;
    const text = await response.text();
    if (status === 200 && !isAnswer(text)) {
      const broken = { kind: 'broken', code: 'not_from_slack', answerLost: false } as const;
      throw new SlackFailed("The answer is not Slack's", broken);
    }
    const read = new Headers([...headers.entries()]);
    const seconds = secondsToWait(headers);
    if (seconds === undefined) read.delete('retry-after');
    else read.set('retry-after', String(seconds));
    return new Response(text === '' ? null : text, { status, statusText, headers: read });
  };
}

function isAnswer(text: string): boolean {
  try {
    return typeof JSON.parse(text)?.ok === 'boolean';
  } catch {
    return false;
  }
}

function withScope(method: string, error: unknown): unknown {
  const needed = scopes.find(([start]) => method.startsWith(start))?.[1];
  if (!(error instanceof WebAPIPlatformError) || needed === undefined) return error;
  return new WebAPIPlatformError(Object.assign({}, error.data, { needed }));
}
