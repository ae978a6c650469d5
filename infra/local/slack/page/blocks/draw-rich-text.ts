import type { RichTextBlockElement } from '@slack/types';
import { html, type TemplateResult } from 'lit-html';
import type { RichText } from '../../text/rich-text.ts';
import type { App } from '../model/app.ts';
import { drawInline } from './draw-inline.ts';

/** Rich text: paragraphs, lists, quotes, preformatted text. */
export function drawRichText(app: App, elements: RichText): TemplateResult {
  return html`<div class="rich">${elements.map((element) => drawElement(app, element))}</div>`;
}

function drawElement(app: App, element: RichTextBlockElement): TemplateResult {
  const inline = (pieces: readonly Parameters<typeof drawInline>[1][]) =>
    pieces.map((piece) => drawInline(app, piece));
  switch (element.type) {
    case 'rich_text_quote':
      return html`<blockquote>${inline(element.elements)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${inline(element.elements)}</pre>`;
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
