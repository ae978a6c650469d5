import type {
  ActionsBlock,
  CardBlock,
  CarouselBlock,
  ContainerBlock,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  InputBlock,
  KnownBlock,
  SectionBlock,
} from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { drawElement } from '../elements/elements.ts';
import type { App, Place } from '../model/state.ts';
import { drawFold, progress, tables } from './tables.ts';
import { type DrawBlock, drawImage, drawRichText, drawText, runningText } from './text.ts';

/** When a button turns into another one it must not keep the focus: the next Enter would press it. */
function nameOf(element: object): string {
  const { type, action_id, value, text } = element as Record<string, unknown>;
  return JSON.stringify([type, action_id, value, text]);
}

/** Blocks that arrange text, images and elements. */
const layout = {
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

/** Input blocks, with the app's error messages. */
const inputs = {
  input: (context, { label, hint, element, optional }: InputBlock) => {
    const error = context.app.ui.modalErrors[context.blockId];
    return html`<div class="block input">
      <div class="input__label">${label.text}${optional ? html`<span class="faint"> (optional)</span>` : nothing}</div>
      ${drawElement(context, element, label.text)}
      ${error === undefined ? nothing : html`<div class="error" role="alert">${error}</div>`}
      ${hint ? html`<div class="faint">${hint.text}</div>` : nothing}
    </div>`;
  },
} satisfies Record<string, DrawBlock<never>>;

const card: DrawBlock<CardBlock> = (context, { hero_image, icon, title, subtitle, body, actions }) => {
  const { app } = context;
  return html`<div class="block card">
    ${hero_image ? drawImage(hero_image, 'card__hero') : nothing}
    <div class="card__head">
      ${icon ? drawImage(icon, 'card__icon') : nothing}
      <div>
        ${title ? html`<div class="card__title">${drawText(app, title)}</div>` : nothing}
        ${subtitle ? html`<div class="card__subtitle">${drawText(app, subtitle)}</div>` : nothing}
      </div>
    </div>
    ${body ? html`<div class="card__body">${drawText(app, body)}</div>` : nothing}
    ${actions ? html`<div class="block--actions">${actions.map((action) => drawElement(context, action))}</div>` : nothing}
  </div>`;
};

/** Cards, single and in a row, and containers around other blocks. */
const cards = {
  card,
  carousel: (context, { elements }: CarouselBlock) => html`<div class="block carousel" tabindex="0">
    ${elements.map((one) => card({ ...context, blockId: one.block_id ?? context.blockId }, one))}
  </div>`,
  container: (context, block: ContainerBlock) => {
    const { app, place } = context;
    const { title, rich_text_title: rich, subtitle, icon, is_collapsible: folds = false } = block;
    const heading = html`${icon ? drawImage(icon, 'card__icon') : nothing}
      <div>
        <div class="container__title">${rich ? drawRichText(app, rich.elements) : title ? drawText(app, title) : nothing}</div>
        ${subtitle ? html`<div class="card__subtitle">${drawText(app, subtitle)}</div>` : nothing}
      </div>`;
    const body = html`<div class="container__body">${drawBlocks(app, place, block.child_blocks as KnownBlock[])}</div>`;
    return html`<div class="block container container--${block.width ?? 'standard'} ${block.has_header_divider && !folds ? 'container--ruled' : ''}">
      ${
        folds
          ? drawFold(context, 'container', heading, body, !block.default_collapsed)
          : html`<div class="container__head">${heading}</div>${body}`
      }
    </div>`;
  },
} satisfies Record<string, DrawBlock<never>>;

/** All blocks in order. For an unsupported type its name is shown, so that it is noticed. */
export function drawBlocks(app: App, place: Place, blocks: readonly KnownBlock[]): TemplateResult {
  const types = { ...layout, ...runningText, ...tables, ...progress, ...cards, ...inputs } as Readonly<
    Record<string, DrawBlock<KnownBlock>>
  >;
  return html`<div class="blocks">
    ${repeat(
      blocks,
      (block, index) => `${index} ${block.type}`,
      (block) =>
        types[block.type]?.({ app, place, blockId: block.block_id ?? '' }, block) ??
        html`<div class="block unknown">A block of type <code>${block.type}</code>, which this page does not draw.</div>`,
    )}
  </div>`;
}
