import type { Message } from './message.ts';

/** What changed in the workspace; clients are told of it. */
export type WorldChange =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'message_deleted'; readonly message: Message }
  | { readonly type: 'channels' }
  | { readonly type: 'people' }
  | { readonly type: 'faults' }
  | { readonly type: 'views'; readonly user: string };

export interface Hub {
  publish(change: WorldChange): void;
  /** The answer ends the subscription. */
  subscribe(listener: (change: WorldChange) => void): () => void;
}
