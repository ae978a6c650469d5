import type { ActionsBlock, ContextBlock, HeaderBlock, ImageBlock, SectionBlock } from '@slack/types';
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { drawElement } from '../elements/draw-element.ts';
import type { DrawBlock } from './draw-block.ts';
import { drawImage } from './draw-image.ts';
import { drawText } from './draw-text.ts';

/** A button that became another one must not have the focus of the one before: the next Enter would press it. */
function nameOf(element: object): string {
  const { type, action_id, value, text } = element as Record<string, unknown>;
  return JSON.stringify([type, action_id, value, text]);
}

/** Blocks that arrange text, images and elements. */
export const layout = {
  header: (context, { text }: HeaderBlock) =>
    html`<h3 class="block block--header">${drawText(context.app, text)}</h3>`,
  divider: () => html`<hr class="block block--divider" />`,
  section: (context, { text, fields, accessory }: SectionBlock) => html`<div class="block block--section">
    <div class="section__text">
      ${text ? drawText(context.app, text) : nothing}
      ${fields ? html`<div class="fields">${fields.map((field) => html`<div>${drawText(context.app, field)}</div>`)}</div>` : nothing}
    </div>
    ${accessory ? html`<div class="section__accessory">${drawElement(context, accessory)}</div>` : nothing}
  </div>`,
  context: (context, { elements }: ContextBlock) => html`<div class="block block--context">
    ${elements.map((element) =>
      element.type === 'image'
        ? drawImage(element, 'context__image')
        : html`<span>${drawText(context.app, element)}</span>`,
    )}
  </div>`,
  actions: (context, { elements }: ActionsBlock) =>
    html`<div class="block block--actions">${repeat(elements, nameOf, (element) => drawElement(context, element))}</div>`,
  context_actions: (context, { elements }: { elements: { type: string }[] }) =>
    html`<div class="block block--actions block--small">${elements.map((element) => drawElement(context, element))}</div>`,
  image: (context, block: ImageBlock) => html`<figure class="block block--image">
    ${block.title ? html`<figcaption>${drawText(context.app, block.title)}</figcaption>` : nothing}
    ${drawImage(block, 'image')}
  </figure>`,
} satisfies Record<string, DrawBlock<never>>;
