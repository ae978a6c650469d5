import type { ClientState } from '../../client/client-protocol.ts';

/** How a user is called, or the id of someone unknown. */
export function userName(server: ClientState, id: string): string {
  return server.people.find((one) => one.id === id)?.realName ?? id;
}
