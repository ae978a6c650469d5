import { html, type TemplateResult } from 'lit-html';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';

/** The bot's Home tab, as it published it for this person. */
export function drawHome(app: App): TemplateResult {
  const { home } = app.server;
  return html`<section class="home" role="tabpanel" aria-label=${say(app, 'Home')}>
    ${home ? drawBlocks(app, { view: home.id }, home.blocks) : html`<p class="empty__hint">${say(app, 'The bot has not published a Home tab for you.')}</p>`}
  </section>`;
}
