import type { Place } from '../model/actions.ts';
import type { App } from '../model/app.ts';

/** What a block is drawn with: the app, and the message or view that it stands in. */
export interface DrawContext {
  readonly app: App;
  readonly place: Place;
  /** The block that an element stands in. */
  readonly blockId: string;
}
