import type { RichTextBlockElement, RichTextPreformatted } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { RichText } from '../../text/rich-text.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { drawInline } from './draw-inline.ts';

/** Rich text: paragraphs, lists, quotes, preformatted text. */
export function drawRichText(app: App, elements: RichText): TemplateResult {
  return html`<div class="rich">${elements.map((element) => drawElement(app, element))}</div>`;
}

/** Beside the line that stands for `docker push` on this machine: what it does, by a button of this page. */
function drawPush(app: App, { elements }: RichTextPreformatted): TemplateResult | typeof nothing {
  const line = elements.map((piece) => ('text' in piece ? piece.text : '')).join('');
  const repository = /^npm run hands-on -- push ([\w./-]+)/.exec(line)?.[1];
  if (repository === undefined || !app.server.pushes) return nothing;
  return html`<p class="push">
    <button class="button" @click=${() => app.actions.push(repository)}>${say(app, 'Push it here')}</button>
    <span class="faint">${say(app, 'Help of this page, in the place of Docker')}</span>
  </p>`;
}

function drawElement(app: App, element: RichTextBlockElement): TemplateResult {
  const inline = (pieces: readonly Parameters<typeof drawInline>[1][]) =>
    pieces.map((piece) => drawInline(app, piece));
  switch (element.type) {
    case 'rich_text_quote':
      return html`<blockquote>${inline(element.elements)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${inline(element.elements)}</pre>${drawPush(app, element)}`;
    case 'rich_text_list': {
      const items = element.elements.map((item) => html`<li>${inline(item.elements)}</li>`);
      const indent = `indent-${element.indent ?? 0}`;
      return element.style === 'ordered'
        ? html`<ol class=${indent}>${items}</ol>`
        : html`<ul class=${indent}>${items}</ul>`;
    }
    default:
      return html`<div class="rich__section">${inline(element.elements)}</div>`;
  }
}
