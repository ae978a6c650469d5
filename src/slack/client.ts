import { type WebAPICallResult, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { BotToken } from './bot-token.ts';
import { SlackFailed, slackFailure } from './errors.ts';

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
    super(undefined, options);
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
  if (!(error instanceof TypeError)) return error;
  // web-api reads members of whatever JSON came: `null`, say, which is none of Slack's answers.
  const broken = { kind: 'broken', code: 'no_object', answerLost: false } as const;
  return new SlackFailed(`${method} was answered with no JSON object`, broken, { cause: error });
}

function withScope(method: string, error: unknown): unknown {
  const needed = scopes.find(([start]) => method.startsWith(start))?.[1];
  if (!(error instanceof WebAPIPlatformError) || needed === undefined) return error;
  return new WebAPIPlatformError(Object.assign({}, error.data, { needed }));
}
