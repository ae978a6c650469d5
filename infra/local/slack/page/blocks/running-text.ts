import type { AlertBlock, MarkdownBlock, RichTextBlock, VideoBlock } from '@slack/types';
import { html } from 'lit-html';
import { readMarkdown } from '../../text/read-markdown.ts';
import type { DrawBlock } from './draw-block.ts';
import { drawRichText } from './draw-rich-text.ts';
import { drawText } from './draw-text.ts';

/** Blocks of running text. */
export const runningText = {
  markdown: ({ app }, { text }: MarkdownBlock) =>
    html`<div class="block">${drawRichText(app, readMarkdown(text))}</div>`,
  rich_text: ({ app }, { elements }: RichTextBlock) =>
    html`<div class="block">${drawRichText(app, elements)}</div>`,
  alert: ({ app }, { text, level = 'default' }: AlertBlock) =>
    html`<div class="block alert alert--${level}" role="note">${drawText(app, text)}</div>`,
  video: (_, { title, title_url, video_url }: VideoBlock) =>
    html`<div class="block"><a href=${title_url ?? video_url} target="_blank" rel="noreferrer">${title.text}</a></div>`,
} satisfies Record<string, DrawBlock<never>>;
