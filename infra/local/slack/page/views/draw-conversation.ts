import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { drawComposer } from './draw-composer.ts';
import { drawHeader } from './draw-header.ts';
import { drawHome } from './draw-home.ts';
import { drawMessages } from './draw-messages.ts';

/** The middle: a channel's header, messages and composer, or the bot's Home tab. */
export function drawConversation(app: App): TemplateResult {
  const { ui, server, actions } = app;
  const channel = server.channels.find(({ id }) => id === ui.channel);
  if (!channel) return html`<main class="conversation"></main>`;
  return html`<main class="conversation">
    ${drawHeader(app, channel)}
    ${
      ui.tab === 'home'
        ? drawHome(app)
        : html`${drawMessages(app, channel)}
          ${ui.below ? html`<button class="below" @click=${() => actions.ui({ below: false })} data-jump>${say(app, 'New messages ↓')}</button>` : nothing}
          ${drawComposer(app, channel.id, undefined)}`
    }
  </main>`;
}
