import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type WebAPICallResult, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import { SlackFailed, secondsToWait, slackFailure } from './errors.ts';
import { type SlackFetch, textResponse } from './fetch.ts';

/** The bot's token, read once from SSM and kept until Slack rejects it. */
export interface BotToken {
  get(): Promise<string>;
  /** Call after `invalid_auth` or `token_revoked`: the next `get` reads the parameter again, so a rotation needs no deploy. */
  forget(): void;
}

/** `aws ssm get-parameter --with-decryption --name …`, cached. A failed read is not cached. */
export function createBotToken(ssm: SSMClient, parameter: string): BotToken {
  let cached: Promise<string> | undefined;
  const read = async () => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    // Stored from a file, it ends in a newline, which is refused in a header.
    return (Parameter?.Value ?? '').trim();
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

/** The scope each method needs, for a `missing_scope` error that does not name it. */
const scopes: readonly (readonly [methods: string, scope: string])[] = [
  ['chat.', 'chat:write'],
  ['conversations.open', 'im:write'],
  ['usergroups.', 'usergroups:read'],
  ['users.', 'users:read'],
];

/**
 * Slack's client with the bot's token. If Slack rejects the token, it may have been rotated: it is read again and the call repeated once, since
 * nothing was done. So a rotation needs no deploy, and a token that is really bad fails at once.
 */
export class BotClient extends WebClient {
  readonly #botToken: BotToken;

  constructor(botToken: BotToken, options: WebClientOptions & { readonly fetch: SlackFetch }) {
    super(undefined, { ...options, fetch: slackOnly(options.fetch) });
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
 * web-api treats any page as a Slack error whose code is the page's text, and accepts only a number in `Retry-After`. This throws SlackFailed for a
 * page that is not from Slack, turns a date in the header into seconds, and drops the header if it is neither.
 */
function slackOnly(send: SlackFetch): SlackFetch {
  return async (...request) => {
    const response = await send(...request);
    const { status, statusText, url, headers } = response;
    const text = await response.text();
    if (status === 200 && !isAnswer(text)) {
      const broken = { kind: 'broken', code: 'not_from_slack', answerLost: false } as const;
      throw new SlackFailed("The answer is not Slack's", broken);
    }
    const read = new Map(headers.entries());
    if (read.has('retry-after')) {
      const seconds = secondsToWait(headers);
      if (seconds === undefined) read.delete('retry-after');
      else read.set('retry-after', String(seconds));
    }
    return textResponse(text, { status, statusText, url, headers: read });
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
 * The token's scopes, and no others: the app's manifest requests these, and `/ecs doctor` compares them with the token's. `im:write` opens the direct
 * message for an answer that can't be shown where it was asked. `users:read` and `usergroups:read` tell who is asking, which groups of the access
 * file they are in, and when either changes. `app_mentions:read` and `im:history` are for mentions and messages to the bot, which are answered with
 * how to ask.
 */
export const botScopes = [
  ...(['commands', 'chat:write', 'im:write', 'users:read', 'usergroups:read'] as const),
  ...(['app_mentions:read', 'im:history'] as const),
] as const;

/**
 * Settings of every Slack client. One try and five seconds, because a retry after a timeout may post twice, and the queue retries anyway. A rate
 * limit is returned as an error, instead of sleeping through it on Lambda's clock.
 */
export function webClientOptions(fetch: SlackFetch, slackApiUrl = 'https://slack.com/api/') {
  return { fetch, slackApiUrl, retryConfig: { retries: 0 }, timeout: 5000, rejectRateLimitedCalls: true };
}
