import type { ClientChange, ClientRequests } from '../client/protocol.ts';

/** Sends a request of the client's API. What goes wrong comes back as `error`, in a sentence. */
export async function ask<Name extends keyof ClientRequests>(
  user: string,
  name: Name,
  request: ClientRequests[Name],
): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(`/client/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, ...request }),
    });
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return { error: 'The local world does not answer. Is it still running?' };
  }
}

/** Follows the world as `user`; the browser connects again by itself. The answer ends it. */
export function connect(
  user: string,
  onChange: (change: ClientChange) => void,
  onLost: () => void,
): () => void {
  const source = new EventSource(`/client/stream?user=${encodeURIComponent(user)}`);
  source.onmessage = ({ data }) => onChange(JSON.parse(data as string) as ClientChange);
  source.onerror = onLost;
  return () => source.close();
}
