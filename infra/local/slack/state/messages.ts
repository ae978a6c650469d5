import { randomInt } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import type { Clock } from '../../clock.ts';

/** A change in the workspace, sent to clients. */
export type WorldChange =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'message_deleted'; readonly message: Message }
  | { readonly type: 'channels' }
  | { readonly type: 'people' }
  | { readonly type: 'faults' }
  | { readonly type: 'views'; readonly user: string };

/** A message as the workspace stores it. `ts` identifies it within its channel. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  readonly attachments?: readonly Record<string, unknown>[];
  readonly metadata?: Record<string, unknown>;
  /** The parent's `ts` for a reply. */
  readonly threadTs?: string;
  /** A reply that the channel shows too. */
  readonly broadcast?: boolean;
  /** `slash_command` is the line that a person typed, shown only to them unless the response is in_channel. */
  readonly subtype?: 'channel_join' | 'slash_command';
  /** An ephemeral message: only this user sees it, and no Web API method finds it. */
  readonly visibleTo?: string;
  readonly isBot: boolean;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Increases with each edit, so that a client can show that something changed. */
  readonly revision: number;
}

export type Hub = ReturnType<typeof createHub>;

/** Notifies every subscriber, in the order of the changes. */
export function createHub() {
  const listeners = new Set<(change: WorldChange) => void>();
  return {
    publish(change: WorldChange): void {
      for (const listener of [...listeners]) listener(change);
    },
    /** The returned function unsubscribes. */
    subscribe(listener: (change: WorldChange) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

type NewMessage = Omit<Message, 'ts' | 'revision' | 'edited'>;
type MessageChange = Partial<
  Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'edited' | 'visibleTo'>
>;

/** All messages of the workspace, oldest first. Each change is published to the hub. */
export class MessageStore {
  readonly #clock: Clock;
  readonly #hub: Hub;
  readonly #messages: Message[] = [];
  #lastMicroseconds = 0;

  constructor(clock: Clock, hub: Hub) {
    this.#clock = clock;
    this.#hub = hub;
  }

  post(message: NewMessage): Message {
    const posted: Message = { ...message, ts: this.nextTs(), revision: 0 };
    this.#messages.push(posted);
    this.#hub.publish({ type: 'message', message: posted });
    return posted;
  }

  /** `undefined` in a change removes the field. Returns undefined when there is no such message. */
  update(
    channel: string,
    ts: string,
    change: { [Key in keyof MessageChange]: MessageChange[Key] | undefined },
  ): Message | undefined {
    const index = this.#messages.findIndex((one) => one.channel === channel && one.ts === ts);
    const before = this.#messages[index];
    if (!before) return undefined;
    const merged: Record<string, unknown> = { ...before, ...change, revision: before.revision + 1 };
    for (const [key, value] of Object.entries(merged)) if (value === undefined) delete merged[key];
    const message = merged as unknown as Message;
    this.#messages[index] = message;
    this.#hub.publish({ type: 'message', message });
    return message;
  }

  remove(channel: string, ts: string): void {
    const index = this.#messages.findIndex((one) => one.channel === channel && one.ts === ts);
    const [message] = index < 0 ? [] : this.#messages.splice(index, 1);
    if (message) this.#hub.publish({ type: 'message_deleted', message });
  }

  find(channel: string, ts: string): Message | undefined {
    return this.#messages.find((one) => one.channel === channel && one.ts === ts);
  }

  /** What `user` may see, or without a user what everyone in the channels sees. */
  visible(user?: string): Message[] {
    return this.#messages.filter(({ visibleTo }) => visibleTo === undefined || visibleTo === user);
  }

  /** Seconds and microseconds, always unique: `1795386065.000200`. */
  nextTs(): string {
    this.#lastMicroseconds = Math.max(this.#clock.now() * 1000, this.#lastMicroseconds + 1);
    const seconds = Math.floor(this.#lastMicroseconds / 1e6);
    return `${seconds}.${String(this.#lastMicroseconds % 1e6).padStart(6, '0')}`;
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** `Ev` and 9 → an id like `Ev0K2XP7Q1A`, in Slack's format. */
export function randomId(prefix: string, length: number): string {
  return prefix + Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
