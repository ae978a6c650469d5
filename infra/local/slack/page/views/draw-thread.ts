import { html, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { App } from '../model/app.ts';
import { drawComposer } from './draw-composer.ts';
import { drawMessage } from './draw-message.ts';

/** The open thread: its parent, its replies, and a composer. */
export function drawThread(app: App, parent: string): TemplateResult {
  const { server, ui, actions } = app;
  const messages = server.messages.filter(
    ({ ts, threadTs, channel }) => channel === ui.channel && (ts === parent || threadTs === parent),
  );
  return html`<aside class="pane" aria-label="Thread">
    <header class="pane__head">
      <h2>Thread</h2>
      <button class="close" aria-label="Close the thread" @click=${() => actions.openThread(undefined)}>✕</button>
    </header>
    <section class="messages" role="log" aria-live="polite" aria-label="Replies" tabindex="0" data-scroll=${`thread ${parent}`}>
      <div class="messages__inner">${repeat(
        messages,
        ({ ts }) => ts,
        (message) => drawMessage(app, message, false, true),
      )}</div>
    </section>
    ${drawComposer(app, ui.channel, parent)}
  </aside>`;
}
