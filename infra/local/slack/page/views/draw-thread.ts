import { html, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { drawComposer } from './draw-composer.ts';
import { drawMessage, shownBy } from './draw-message.ts';

const inThread = { continues: false, replies: undefined };

/** The open thread: its parent, its replies, and a composer. */
export function drawThread(app: App, parent: string): TemplateResult {
  const { server, ui, actions } = app;
  const messages = server.messages.filter(
    ({ ts, threadTs, channel }) => channel === ui.channel && (ts === parent || threadTs === parent),
  );
  return html`<aside class="pane" aria-label=${say(app, 'Thread')}>
    <header class="pane__head">
      <h2>${say(app, 'Thread')}</h2>
      <button class="close" aria-label=${say(app, 'Close the thread')} @click=${() => actions.openThread(undefined)}>✕</button>
    </header>
    <section class="messages" role="log" aria-live="polite" aria-label=${say(app, 'Replies')} tabindex="0" data-scroll=${`thread ${parent}`}>
      <div class="messages__inner">${repeat(
        messages,
        ({ ts }) => ts,
        (message) => guard(shownBy(app, message, inThread), () => drawMessage(app, message, inThread)),
      )}</div>
    </section>
    ${drawComposer(app, ui.channel, parent)}
  </aside>`;
}
