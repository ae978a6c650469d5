import type { Change } from './change.ts';
import type { ChangeLook } from './change-look.ts';
import type { Clients } from './clients.ts';

/** How one kind of change is looked at and made. */
export interface ChangeKind<Kind extends Change> {
  look(clients: Clients, change: Kind): Promise<ChangeLook>;
  /**
   * Makes it: absolute, so twice is as good as once. The answer is AWS's id of the request. Throws the SDK's error.
   */
  apply(clients: Clients, change: Kind, askedBy: string): Promise<string | undefined>;
}
