import type { App } from '../model/app.ts';
import { flashEdits } from './flash-edits.ts';
import { followMessages } from './follow-messages.ts';
import { growComposers } from './grow-composers.ts';
import { openDialogs } from './open-dialogs.ts';
import { setTitle } from './set-title.ts';
import { showActive } from './show-active.ts';

/** What drawing alone cannot do: dialogs, focus, scrolling, growing fields, the window's title. */
export function afterRender(app: App): void {
  openDialogs();
  growComposers();
  followMessages(app);
  flashEdits();
  showActive();
  setTitle(app);
}
