import type { ClientChange, ClientState } from '../client/client-protocol.ts';
import type { Message } from '../state/message.ts';
import type { Names } from './print/names.ts';
import { printContent } from './print/print-content.ts';
import { printMessage } from './print/print-message.ts';

/** What one person sees, kept up to date, and what of it was printed already. */
export class Transcript {
  readonly names: Names;
  readonly #messages = new Map<string, Message>();
  readonly #printed = new Map<string, string>();
  readonly #touched = new Set<string>();

  constructor(state: ClientState) {
    const name = (list: readonly { id: string; label: string }[]) => (id: string) =>
      list.find((one) => one.id === id)?.label ?? id;
    this.names = {
      user: name(state.people.map(({ id, realName }) => ({ id, label: realName }))),
      channel: name(
        state.channels.map(({ id, kind, name }) => ({ id, label: kind === 'im' ? 'dm' : `#${name}` })),
      ),
      now: () => Date.now(),
    };
    for (const message of state.messages) this.#messages.set(keyOf(message), message);
  }

  /** Takes a change in; true when it is something that a person would notice as an answer. */
  apply(change: ClientChange): boolean {
    if (change.type === 'message_deleted') {
      this.#messages.delete(keyOf(change));
      this.#touched.delete(keyOf(change));
      return true;
    }
    if (change.type !== 'message') return change.type === 'views';
    this.#messages.set(keyOf(change.message), change.message);
    if (change.message.subtype === 'slash_command' && change.message.visibleTo !== undefined) return false;
    this.#touched.add(keyOf(change.message));
    return true;
  }

  /** The messages that came or changed since the last call, each as it stands now. */
  news(): string {
    const texts = [...this.#touched].flatMap((key) => {
      const message = this.#messages.get(key);
      if (!message) return [];
      const content = printContent(message, this.names);
      const before = this.#printed.get(key);
      if (before === content) return [];
      this.#printed.set(key, content);
      return [printMessage(message, this.names, before === undefined ? '' : 'edited')];
    });
    this.#touched.clear();
    return texts.join('\n');
  }

  /** Newest first. */
  newest(channel: string): readonly Message[] {
    return [...this.#messages.values()]
      .filter((message) => message.channel === channel)
      .sort((one, other) => (one.ts < other.ts ? 1 : -1));
  }
}

function keyOf({ channel, ts }: { channel: string; ts: string }): string {
  return `${channel} ${ts}`;
}
