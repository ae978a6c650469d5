import type { InputBlock } from '@slack/types';
import { html, nothing } from 'lit-html';
import { drawElement } from '../elements/draw-element.ts';
import type { DrawBlock } from './draw-block.ts';

/** Input blocks, with what the app said is wrong with them. */
export const inputs = {
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
