import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type WebAPICallResult, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import { SlackFailed, secondsToWait, slackFailure } from './errors.ts';

/** The bot's token, read once from SSM and kept until Slack no longer takes it. */
export interface BotToken {
  get(): Promise<string>;
  /** After `invalid_auth` or `token_revoked`: the next `get` reads the parameter again, so a rotation needs no deploy. */
  forget(): void;
}

/** `aws ssm get-parameter --with-decryption --name …`, cached. A failed read is not kept. */
export function createBotToken(ssm: SSMClient, parameter: string): BotToken {
  let cached: Promise<string> | undefined;
  const read = async () => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return Parameter?.Value ?? '';
  };
  return {
    get() {
      cached ??= read().catch((error: unknown) => {
        cached = undefined;
        throw error;
      });
      return cached;
    },
    forget() {
      cached = undefined;
    },
  };
}

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

/**
 * What the bot's token may do, and nothing beside it: the app's manifest asks for these, `/ecs doctor` compares them with what
 * the token has. `im:write` opens the direct message for an answer that can not be shown where it was asked; `users:read` and
 * `usergroups:read` tell who asks, and in which groups of the access file that person is, and of changes in either. `app_mentions:read` and
 * `im:history` are for the events of who mentions the bot or writes to it: they are told how to ask.
 */
export const botScopes = [
  ...(['commands', 'chat:write', 'im:write', 'users:read', 'usergroups:read'] as const),
  ...(['app_mentions:read', 'im:history'] as const),
] as const;

/**
 * How every Slack client of the bot behaves: one try and five seconds, because a try after a timeout may post twice,
 * and the queue tries again anyway; told of a rate limit instead of sleeping through it on Lambda's clock.
 */
export function webClientOptions(slackApiUrl = 'https://slack.com/api/'): WebClientOptions {
  return { slackApiUrl, retryConfig: { retries: 0 }, timeout: 5000, rejectRateLimitedCalls: true };
}
