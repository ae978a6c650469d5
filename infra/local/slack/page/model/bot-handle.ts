import type { ClientState } from '../../client/client-protocol.ts';

/** What one types after `/invite @`. */
export function botHandle({ people }: ClientState): string {
  return people.find(({ role }) => role === 'bot')?.name ?? '';
}
