import type { CardBlock, CarouselBlock, ContainerBlock, KnownBlock } from '@slack/types';
import { html, nothing } from 'lit-html';
import { drawElement } from '../elements/draw-element.ts';
import { drawFold } from '../views/draw-fold.ts';
import type { DrawBlock } from './draw-block.ts';
import { drawBlocks } from './draw-blocks.ts';
import { drawImage } from './draw-image.ts';
import { drawRichText } from './draw-rich-text.ts';
import { drawText } from './draw-text.ts';

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

/** Cards, alone and in a row, and containers around other blocks. */
export const cards = {
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
