import type { Clock } from '../../clock.ts';
import type { Hub } from './hub.ts';
import type { Message } from './message.ts';

export type NewMessage = Omit<Message, 'ts' | 'revision' | 'edited'>;
export type MessageChange = Partial<
  Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'edited' | 'visibleTo'>
>;

/** All messages of the workspace, oldest first. Each change is told to the hub. */
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

  /** `undefined` in a change removes the field. Answers undefined when there is no such message. */
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

  /** What `user` may see, or with no user what everyone in the channels sees. */
  visible(user?: string): Message[] {
    return this.#messages.filter(({ visibleTo }) => visibleTo === undefined || visibleTo === user);
  }

  /** Seconds and microseconds, never twice the same: `1795386065.000200`. */
  nextTs(): string {
    this.#lastMicroseconds = Math.max(this.#clock.now() * 1000, this.#lastMicroseconds + 1);
    const seconds = Math.floor(this.#lastMicroseconds / 1e6);
    return `${seconds}.${String(this.#lastMicroseconds % 1e6).padStart(6, '0')}`;
  }
}
