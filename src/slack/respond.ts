import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Caller } from '../commands/line/command.ts';
import type { Message } from '../views/blocks.ts';
import { isPassing, SlackFailed, type SlackFailure, secondsToWait, slackFailure } from './errors.ts';
import type { SlackFetch } from './fetch.ts';
import { untilTaken } from './post.ts';

/**
 * How one request is answered. No answer reaches a wider audience than intended. Rejects with AnswerLost if there is no way left to reach the person,
 * and with Slack's failure if a later try may succeed.
 */
export interface Answer {
  /** To the caller alone; replaces the message with the pressed button, if only the caller saw it. */
  toPerson(message: Message): Promise<void>;
  /** To the channel where it was asked; if that can't be reached, to the caller alone. */
  toChannel(message: Message): Promise<void>;
  /** Says that the answer is on its way: replaces the message with the pressed button, if only the caller saw it. Never rejects. */
  acknowledge(message: Message): Promise<void>;
  /** Deletes the message with the pressed button. */
  removeOriginal(): Promise<void>;
}

interface AnswerOptions {
  readonly web: WebClient;
  /** For the response_url. */
  readonly fetch: SlackFetch;
  readonly caller: Caller;
  readonly responseUrl: string;
  /** The button was on a message that only the caller sees. */
  readonly replacesOriginal: boolean;
  /** The job is not retried after this. */
  readonly lastTry: boolean;
}

/** There was no way to reach the person. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
  /** Slack refused every way: only the log and the audit are left. Otherwise the job is worth keeping. */
  readonly isFinal: boolean;

  constructor(failures: readonly SlackFailure[]) {
    super(`The answer reached nobody: ${failures.map(({ code }) => code).join(', ')}`);
    this.isFinal = !failures.some(isPassing);
  }
}

/** Answers through the request's response_url while it is valid, then with an ephemeral message, else with a direct message. */
export function createAnswer(options: AnswerOptions): Answer {
  const { fetch, responseUrl, replacesOriginal, lastTry } = options;
  const toUrl = (payload: ResponsePayload) => postToResponseUrl(fetch, responseUrl, payload);
  const send = (payload: ResponsePayload, message: Message) =>
    firstOpen(options, [
      () => untilTaken(message, (form) => toUrl({ ...payload, ...form })),
      ...waysToPerson(options, message),
    ]);
  return {
    toPerson: (message) => send({ response_type: 'ephemeral', replace_original: replacesOriginal }, message),
    toChannel: (message) => send({ response_type: 'in_channel', replace_original: false }, message),
    async acknowledge(message) {
      if (!replacesOriginal) return;
      const payload = { response_type: 'ephemeral', replace_original: true, ...message } as const;
      // Optional: what matters is the answer that follows.
      await toUrl(payload).catch(() => undefined);
    },
    async removeOriginal() {
      if (!replacesOriginal) return;
      try {
        await toUrl({ delete_original: true });
      } catch (error) {
        const failure = slackFailure(error);
        if (failure === undefined || (isPassing(failure) && !lastTry)) throw error;
      }
    },
  };
}

/** Notifies one person without a response_url: with an ephemeral message in the channel, else a direct message. Rejects as Answer does. */
export function tellPerson(
  options: Omit<AnswerOptions, 'fetch' | 'responseUrl' | 'replacesOriginal'>,
  message: Message,
) {
  return firstOpen(options, waysToPerson(options, message));
}

type Way = () => Promise<unknown>;

function waysToPerson(
  { web, caller: { channelId, userId } }: Pick<AnswerOptions, 'web' | 'caller'>,
  message: Message,
): Way[] {
  return [
    () =>
      untilTaken(message, (form) => web.chat.postEphemeral({ channel: channelId, user: userId, ...form })),
    async () => {
      const { channel } = await web.conversations.open({ users: userId });
      await untilTaken(message, (form) => web.chat.postMessage({ channel: channel?.id ?? userId, ...form }));
    },
  ];
}

/** Tries each way until one works. A failure that may pass is left to the job's next try, if there is one. */
async function firstOpen({ lastTry }: Pick<AnswerOptions, 'lastTry'>, ways: readonly Way[]): Promise<void> {
  const failures: SlackFailure[] = [];
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      const failure = slackFailure(error);
      if (failure === undefined || (isPassing(failure) && !lastTry)) throw error;
      failures.push(failure);
      // No other call would be accepted.
      if (failure.kind === 'token') break;
    }
  }
  throw new AnswerLost(failures);
}

interface ResponsePayload {
  readonly response_type?: 'ephemeral' | 'in_channel';
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly text?: string;
  readonly blocks?: KnownBlock[];
}

const timeoutMs = 5000;

/**
 * Posts to a response_url, once; it takes 5 posts within 30 minutes. Bolt's `respond` has no timeout and does not handle a rejected block. Only
 * Slack's own `ok` counts: an HTML page, or a redirect, comes from a proxy.
 * @throws SlackFailed
 */
async function postToResponseUrl(fetch: SlackFetch, url: string, payload: ResponsePayload): Promise<void> {
  const { status, headers, answer } = await post(fetch, url, payload);
  if (status === 429) {
    const seconds = secondsToWait(headers);
    const wait = { kind: 'wait', code: 'ratelimited', ...(seconds !== undefined && { seconds }) } as const;
    throw new SlackFailed('response_url answered 429', wait);
  }
  if (status >= 500) {
    const code = `HTTP ${status}`;
    throw new SlackFailed(`response_url answered ${status}`, { kind: 'broken', code, answerLost: false });
  }
  const code = refusalIn(answer);
  if (status === 200 && code === undefined) return;
  throw new SlackFailed(`response_url answered ${status}`, { kind: 'gone', code: code ?? `HTTP ${status}` });
}

/**
 * The error code in an answer. `ok` and `{"ok":true}` have none; `{"ok":false,"error":"used_url"}` and a bare word do; anything else is not from
 * Slack.
 */
function refusalIn(answer: string): string | undefined {
  if (answer === 'ok') return undefined;
  if (/^\w+$/.test(answer)) return answer;
  try {
    const { ok, error } = (JSON.parse(answer) ?? {}) as { readonly ok?: unknown; readonly error?: unknown };
    if (ok === true) return undefined;
    return typeof error === 'string' ? error : 'no_ok';
  } catch {
    return 'not_from_slack';
  }
}

async function post(fetch: SlackFetch, url: string, payload: ResponsePayload) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, headers } = response;
    return { status, headers, answer: (await response.text()).trim() };
  } catch (error) {
    const failure = { kind: 'broken', code: 'no_answer', answerLost: true } as const;
    throw new SlackFailed('response_url did not answer', failure, { cause: error });
  }
}
