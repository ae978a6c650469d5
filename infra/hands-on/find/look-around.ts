import type { HandsOnWorld } from '../hands-on-world.ts';
import { finders } from './finders.ts';
import type { Found } from './found.ts';

/** One kind of thing that was looked for. */
export interface Finding {
  /** `task definitions`. */
  readonly kind: string;
  readonly found: readonly Found[];
  /** Why nobody could look. */
  readonly problem?: string;
}

/** Everything of the hands-on that is there, by kind, by asking each service. */
export async function lookAround(world: Pick<HandsOnWorld, 'clients' | 'region'>): Promise<Finding[]> {
  return Promise.all(
    Object.entries(finders).map(async ([kind, find]): Promise<Finding> => {
      try {
        return { kind, found: await find(world) };
      } catch (error) {
        const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { kind, found: [], problem };
      }
    }),
  );
}
