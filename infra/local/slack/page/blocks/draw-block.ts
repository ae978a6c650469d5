import type { TemplateResult } from 'lit-html';
import type { DrawContext } from './draw-context.ts';

/** Draws one type of block. */
export type DrawBlock<Block> = (context: DrawContext, block: Block) => TemplateResult;
