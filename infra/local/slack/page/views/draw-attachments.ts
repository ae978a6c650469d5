import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Message } from '../../state/message.ts';
import { readMrkdwn } from '../../text/read-mrkdwn.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import { drawRichText } from '../blocks/draw-rich-text.ts';
import type { App } from '../model/app.ts';

const colors = ['good', 'warning', 'danger'];

/** Attachments: blocks or text behind a coloured bar. */
export function drawAttachments(
  app: App,
  { attachments, channel, ts }: Message,
): TemplateResult | typeof nothing {
  if (!attachments) return nothing;
  return html`${attachments.map(({ blocks, text, fallback, color }) => {
    const shade = colors.includes(String(color)) ? `attachment--${String(color)}` : '';
    return html`<div class="attachment ${shade}">
      ${
        Array.isArray(blocks)
          ? drawBlocks(app, { channel, ts }, blocks as KnownBlock[])
          : drawRichText(app, readMrkdwn(String(text ?? fallback ?? '')))
      }
    </div>`;
  })}`;
}
