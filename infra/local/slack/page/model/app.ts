import type { Actions } from './actions.ts';
import type { Model } from './store.ts';

/** What every view is drawn from. */
export interface App extends Model {
  readonly actions: Actions;
}
