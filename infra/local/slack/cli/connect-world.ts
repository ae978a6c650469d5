import type { ClientChange, ClientRequests, ClientState } from '../client/client-protocol.ts';
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

/** Connects to the world on this port. Where none runs: a sentence that says how to start one. */
export async function connectWorld(port: number, user: string): Promise<WorldConnection> {
  const url = `http://127.0.0.1:${port}`;
  const abort = new AbortController();
  const response = await fetch(`${url}/client/stream?user=${user}`, { signal: abort.signal }).catch(
    () => undefined,
  );
  if (
    !response?.ok ||
    !response.body ||
    !response.headers.get('content-type')?.startsWith('text/event-stream')
  ) {
    abort.abort();
    throw new UsageError(
      `No local world answers on port ${port}: start it with npm start, or set PORT to its port.`,
    );
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
