import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Caller } from '../commands/line/command.ts';
import { cut } from '../messages/mrkdwn.ts';
import { type Message, section } from '../views/blocks.ts';
import {
  isContentRefused,
  isPassing,
  SlackFailed,
  type SlackFailure,
  secondsToWait,
  slackFailure,
} from './errors.ts';

/**
 * How one request is answered. Nothing here reaches a wider audience than it was meant for. Rejects with AnswerLost where every way
 * to the person is closed, and with Slack's failure where a later try may get through.
 */
export interface Answer {
  /** To the caller alone; in place of the message whose button was pressed, if only the caller saw that one. */
  toPerson(message: Message): Promise<void>;
  /** To the channel where it was asked; where that is closed, to the caller alone. */
  toChannel(message: Message): Promise<void>;
  /** In place of the message whose button was pressed, if only the caller saw that one: the answer is on its way. Never rejects. */
  acknowledge(message: Message): Promise<void>;
  /** Takes away the message whose button was pressed. */
  removeOriginal(): Promise<void>;
}

interface AnswerOptions {
  readonly web: WebClient;
  readonly caller: Caller;
  readonly responseUrl: string;
  /** The press was on a message that only the caller sees. */
  readonly replacesOriginal: boolean;
  /** The job does not come again. */
  readonly lastTry: boolean;
}

/** No way to the person was open. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
  /** Slack refused each of them: nothing is left but the log and the audit. Otherwise the job is worth keeping. */
  readonly isFinal: boolean;

  constructor(failures: readonly SlackFailure[]) {
    super(`The answer reached nobody: ${failures.map(({ code }) => code).join(', ')}`);
    this.isFinal = !failures.some(isPassing);
  }
}

/** Answers through the request's response_url while it lasts, then by an ephemeral message, else a direct one. */
export function createAnswer(options: AnswerOptions): Answer {
  const { responseUrl, replacesOriginal, lastTry } = options;
  const send = (payload: ResponsePayload, message: Message) =>
    firstOpen(options, [
      () => untilTaken(message, (form) => postToResponseUrl(responseUrl, { ...payload, ...form })),
      ...waysToPerson(options, message),
    ]);
  return {
    toPerson: (message) => send({ response_type: 'ephemeral', replace_original: replacesOriginal }, message),
    toChannel: (message) => send({ response_type: 'in_channel', replace_original: false }, message),
    async acknowledge(message) {
      if (!replacesOriginal) return;
      const payload = { response_type: 'ephemeral', replace_original: true, ...message } as const;
      // A comfort: what matters is the answer that follows.
      await postToResponseUrl(responseUrl, payload).catch(() => undefined);
    },
    async removeOriginal() {
      if (!replacesOriginal) return;
      try {
        await postToResponseUrl(responseUrl, { delete_original: true });
      } catch (error) {
        const failure = slackFailure(error);
        if (failure === undefined || (isPassing(failure) && !lastTry)) throw error;
      }
    },
  };
}

/** Tells one person where there is no response_url: an ephemeral message in the channel, else a direct message. Rejects as Answer does. */
export function tellPerson(
  options: Omit<AnswerOptions, 'responseUrl' | 'replacesOriginal'>,
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

/** Goes one way after the other until one is open. A failure that may pass is left to the job's next try, while there is one. */
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
      // No other call would be taken.
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
 * Posts to a response_url, once; it takes 5 posts within 30 minutes. Bolt's `respond` has neither a timeout nor an answer to a refused
 * block. Only Slack's own `ok` counts: a page of HTML, or an address elsewhere, is a proxy's.
 * @throws SlackFailed
 */
async function postToResponseUrl(url: string, payload: ResponsePayload): Promise<void> {
  const { status, headers, answer } = await post(url, payload);
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

/** `ok` and `{"ok":true}` are none; `{"ok":false,"error":"used_url"}` and the bare word are; anything else is not from Slack. */
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

async function post(url: string, payload: ResponsePayload) {
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

/** Slack takes 3,000 characters in a section, and 50 blocks in a message, of which some are buttons. */
const sectionLength = 3000;
const mostSections = 40;
/** chat.update takes no longer one. */
const textLength = 4000;

/** The same content for a Slack that refused a block: the text as plain sections, and the buttons that were there. */
export function plainMessage({ text, blocks }: Message): Message {
  const buttons = blocks.filter(({ type }) => type === 'actions');
  const sections = partsOf(text, sectionLength).slice(0, mostSections);
  return { text: cut(text, textLength), blocks: [...sections.map((part) => section(part)), ...buttons] };
}

/**
 * Sends a message, and where Slack refuses its content the same in ever plainer forms: without its blocks' looks, then as its text
 * alone. So nothing is lost to a block. Rejects with the last form's error.
 */
export async function untilTaken<Result>(
  message: Message,
  send: (form: Message) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(message);
  } catch (error) {
    if (!isContentRefused(error)) throw error;
  }
  try {
    return await send(plainMessage(message));
  } catch (error) {
    if (!isContentRefused(error)) throw error;
  }
  return send({ text: cut(message.text, sectionLength), blocks: [] });
}

/** What must not be cut in two: an entity (`&amp;`), mark-up in angle brackets (a link, a mention), a surrogate pair. */
const whole = /&[a-z]{2,4};|<[^<>]{0,2000}>|[\s\S]/gu;

/** The text in parts of at most `most` characters, at the end of a line where one is in the last quarter. */
function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const [piece] of text.matchAll(whole)) {
    if (part.length + piece.length > most) {
      const line = part.lastIndexOf('\n') + 1;
      const end = line > most * 0.75 ? line : part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
    part += piece;
  }
  return [...parts, part].filter((each) => each !== '');
}
