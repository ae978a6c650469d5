import type { App } from '../model/app.ts';
import { flashEdits } from './flash-edits.ts';
import { followMessages } from './follow-messages.ts';
import { growComposers } from './grow-composers.ts';
import { openDialogs } from './open-dialogs.ts';
import { setTitle } from './set-title.ts';
import { showActive } from './show-active.ts';

let drawn: readonly unknown[] = [];

/** What drawing alone cannot do: dialogs, focus, scrolling, growing fields, the window's title. */
export function afterRender(app: App): void {
  openDialogs();
  growComposers();
  const { server, ui } = app;
  const now = [server.messages, ui.channel, ui.thread, ui.tab, ui.below, ui.view, ui.failures];
  // Both look at every message.
  if (now.some((value, index) => value !== drawn[index])) {
    followMessages(app);
    flashEdits();
  }
  drawn = now;
  showActive();
  setTitle(app);
}
