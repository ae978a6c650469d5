import type { ConfirmationDialog } from '@slack/types';
import { ScriptProblem } from '../../../deploy/script.ts';
import { blocksIn } from '../app-requests/interactions.ts';
import { type FoundElement, findElements } from '../block-kit/validate.ts';
import type { ClientChange, ClientRequests, ClientState } from '../client/protocol.ts';
import type { Message } from '../state/messages.ts';
import { namesOf, type Person } from '../workspace/workspace.ts';
import { type Names, printContent, printMessage } from './print.ts';

/** A connection to the running world as one person. */
export interface WorldConnection {
  readonly state: ClientState;
  /** Changes since connecting; ends with the connection. */
  readonly changes: AsyncIterator<ClientChange>;
  ask<Name extends keyof ClientRequests>(
    name: Name,
    request: ClientRequests[Name],
  ): Promise<Record<string, unknown>>;
  close(): void;
}

/**
 * Connects to the world on this port as the person with this handle, or as `operator` or `viewer`. If no world is running, or nobody has that name,
 * the error says what to do.
 */
export async function connectWorld(port: number, person: string): Promise<WorldConnection> {
  const url = `http://127.0.0.1:${port}`;
  const user = await findPerson(url, port, person);
  const abort = new AbortController();
  const response = await fetch(`${url}/client/stream?user=${user}`, { signal: abort.signal }).catch(
    () => undefined,
  );
  if (!response?.ok || !response.body) {
    abort.abort();
    throw noWorld(port);
  }
  const changes = readEvents(response.body);
  const first = await changes.next();
  if (first.done || first.value.type !== 'state')
    throw new ScriptProblem('The local world ended while connecting.');
  return {
    state: first.value.state,
    changes,
    async ask(name, request) {
      const answer = await fetch(`${url}/client/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, ...request }),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    close: () => abort.abort(),
  };
}

async function findPerson(url: string, port: number, name: string): Promise<string> {
  const { people } = await fetch(`${url}/client/people`)
    .then(async (response) => (await response.json()) as { people?: readonly Person[] })
    .catch(() => ({ people: undefined }));
  if (people === undefined) throw noWorld(port);
  const byRole = people.find(({ role }) => role === name && role !== 'outsider');
  const found = byRole ?? people.find((one) => one.name === name || one.id === name.toUpperCase());
  if (found) return found.id;
  throw new ScriptProblem(`--as is one of ${namesOf(people).join(', ')}, not "${name}".`);
}

function noWorld(port: number): ScriptProblem {
  return new ScriptProblem(
    `No local world answers on port ${port}: start it with npm start, or set PORT to its port.`,
  );
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ClientChange, void> {
  let rest = '';
  try {
    for await (const chunk of body.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) yield JSON.parse(event.replace(/^data: /, '')) as ClientChange;
    }
  } catch {
    // The connection was closed, by us or because the world ended.
  }
}

interface FoundButton {
  readonly message: Message;
  readonly found: FoundElement;
  readonly label: string;
  readonly confirm?: ConfirmationDialog;
}

/** The first button whose label contains `text` (any case) in the newest message that has buttons. */
export function findButton(newestFirst: readonly Message[], text: string): FoundButton {
  for (const message of newestFirst) {
    const buttons = buttonsOf(message);
    if (buttons.length === 0) continue;
    const hit = buttons.find(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
    if (hit) return { message, ...hit };
    const labels = buttons.map(({ label }) => `[ ${label} ]`).join(' ');
    throw new ScriptProblem(`No button contains "${text}"; the newest message with buttons has ${labels}.`);
  }
  throw new ScriptProblem(`No button contains "${text}": no message here has buttons.`);
}

function buttonsOf(message: Message) {
  return findElements(blocksIn({ message })).flatMap((found) => {
    const { type, text, confirm } = found.element;
    if (!type.endsWith('button')) return [];
    return [
      {
        found,
        label: String((text as { text?: unknown } | undefined)?.text ?? ''),
        ...(confirm !== undefined && { confirm: confirm as ConfirmationDialog }),
      },
    ];
  });
}

/** What one person sees, kept up to date, and what of it was already printed. */
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

  /** Applies a change; true when a person would notice it as a response. */
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

  /** The messages that arrived or changed since the last call, in their current state. */
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
