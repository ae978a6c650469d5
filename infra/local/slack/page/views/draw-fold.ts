import { html, type TemplateResult } from 'lit-html';
import type { DrawContext } from '../blocks/draw-context.ts';
import { placeKey } from '../model/place-key.ts';

/** A heading that folds its body away; whether it is open stays over edits. */
export function drawFold(
  { app, place, blockId }: DrawContext,
  name: string,
  heading: TemplateResult,
  body: TemplateResult,
  startsOpen: boolean,
): TemplateResult {
  const key = `${placeKey(place)}\n${blockId} ${name}`;
  const isOpen = (app.ui.view[key] ?? (startsOpen ? 'open' : '')) === 'open';
  const toggle = () => app.actions.ui({ view: { ...app.ui.view, [key]: isOpen ? 'closed' : 'open' } });
  return html`<button class="fold" aria-expanded=${isOpen} @click=${toggle}>${heading}<span class="fold__arrow" aria-hidden="true"></span></button>
    ${isOpen ? body : ''}`;
}
