import type { ClientChange } from '../../client/client-protocol.ts';

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
