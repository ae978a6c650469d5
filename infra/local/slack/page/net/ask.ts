import type { ClientRequests } from '../../client/client-protocol.ts';

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
