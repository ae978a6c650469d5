import type { Change } from './change.ts';
import type { ChangeLook } from './change-look.ts';
import type { Clients } from './clients.ts';
import type { Effect } from './effects.ts';

/** What became of it. */
export interface Applied {
  /** AWS's id of the request; absent where nothing was left to ask. */
  readonly requestId: string | undefined;
  /** What was made, where only AWS knows its name: `hello-world:4`. */
  readonly made?: string;
}

/** How one kind of change is looked at and made. */
export interface ChangeKind<Kind extends Change> {
  /** `recent`: what the bot did to the target within the last minute; ECS may not show it yet. */
  look(clients: Clients, change: Kind, recent: readonly Effect[]): Promise<ChangeLook>;
  /**
   * Makes it: absolute, so twice is as good as once. Throws the SDK's error, or NotYet.
   */
  apply(clients: Clients, change: Kind, askedBy: string): Promise<Applied>;
}
