import type { KnownBlock } from '@slack/types';
import { html, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Place } from '../model/actions.ts';
import type { App } from '../model/app.ts';
import { cards } from './cards.ts';
import type { DrawBlock } from './draw-block.ts';
import { inputs } from './inputs.ts';
import { layout } from './layout.ts';
import { progress } from './progress.ts';
import { runningText } from './running-text.ts';
import { tables } from './tables.ts';

/** Every block in its order. A type that nothing draws is named, so that it is seen. */
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
