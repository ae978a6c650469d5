import type { Clients } from './create-clients.ts';
import { nameListers } from './name-listers.ts';

/** One kind of thing that was looked for. */
export interface Leftover {
  /** `queues`. */
  readonly kind: string;
  /** What is still there. */
  readonly names: readonly string[];
  /** Why nobody could look. */
  readonly problem?: string;
}

/** Everything of the stage that is still there, by kind, by asking each service. */
export async function listLeftovers(clients: Clients, stage: string): Promise<Leftover[]> {
  return Promise.all(
    Object.entries(nameListers).map(async ([kind, list]): Promise<Leftover> => {
      try {
        return { kind, names: await list(clients, stage) };
      } catch (error) {
        const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { kind, names: [], problem };
      }
    }),
  );
}
