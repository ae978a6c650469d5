import type { ClientChange, ClientRequests, ClientState } from '../client/client-protocol.ts';
import type { Person } from '../workspace/person.ts';
import { UsageError } from './usage-error.ts';

/** A connection to the running world as one person. */
export interface WorldConnection {
  readonly state: ClientState;
  /** Changes since the connection; ends with it. */
  readonly changes: AsyncIterator<ClientChange>;
  ask<Name extends keyof ClientRequests>(
    name: Name,
    request: ClientRequests[Name],
  ): Promise<Record<string, unknown>>;
  close(): void;
}

/**
 * Connects to the world on this port as the person with this handle, or as `operator` or `viewer`. Where no world runs,
 * or nobody is called so: a sentence that says what to do.
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
    throw new UsageError('The local world ended while connecting.');
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
  const names = people.map((one) => one.name).join(', ');
  throw new UsageError(`--as is operator, viewer or one of ${names}, not "${name}".`);
}

function noWorld(port: number): UsageError {
  return new UsageError(
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
