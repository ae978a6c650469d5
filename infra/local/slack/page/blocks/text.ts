import type {
  AlertBlock,
  MarkdownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextBlockElement,
  RichTextPreformatted,
  VideoBlock,
} from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import { emoji, formatDate } from '../../format.ts';
import {
  type Inline,
  type RichText,
  readMarkdown,
  readMrkdwn,
  readPlain,
  type TextStyle,
} from '../../text.ts';
import { say } from '../model/say.ts';
import { type App, type Place, userName, yourLocale } from '../model/state.ts';

/** Draws one type of block. */
export type DrawBlock<Block> = (context: DrawContext, block: Block) => TemplateResult;

/** What a block is drawn with: the app, and the message or view that contains it. */
export interface DrawContext {
  readonly app: App;
  readonly place: Place;
  /** The block that contains the element. */
  readonly blockId: string;
}

/** The URL of an image block or element; Slack files do not exist here. */
export function drawImage(
  image: { alt_text: string; image_url?: string },
  className: string,
): TemplateResult {
  return html`<img class=${className} src=${image.image_url ?? ''} alt=${image.alt_text} loading="lazy" />`;
}

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

/** Rich text: paragraphs, lists, quotes, preformatted text. */
export function drawRichText(app: App, elements: RichText): TemplateResult {
  return html`<div class="rich">${elements.map((element) => drawElement(app, element))}</div>`;
}

/** Shown beside the line that stands in for `docker push` on this machine: a button that does it. */
function drawPush(app: App, { elements }: RichTextPreformatted): TemplateResult | typeof nothing {
  const line = elements.map((piece) => ('text' in piece ? piece.text : '')).join('');
  const repository = /^npm run hands-on -- push ([\w./-]+)/.exec(line)?.[1];
  if (repository === undefined || !app.server.pushes) return nothing;
  return html`<p class="push">
    <button class="button" @click=${() => app.actions.push(repository)}>${say(app, 'Push it here')}</button>
    <span class="faint">${say(app, 'Added by this page, in place of Docker')}</span>
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

type Drawn = TemplateResult | string | typeof nothing;

/** One piece of rich text: text, link, mention, date, emoji. */
function drawInline(app: App, piece: Inline): Drawn {
  return styled(draw(app, piece), piece.style ?? {});
}

function draw(app: App, piece: Inline): Drawn {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'link':
      return link(piece.url, piece.text ?? piece.url);
    case 'emoji':
      return html`<span class="emoji" role="img" aria-label=${piece.name} title=":${piece.name}:">${emoji[piece.name] ?? `:${piece.name}:`}</span>`;
    case 'user':
      return html`<span class="mention ${piece.user_id === app.server.you ? 'mention--you' : ''}">@${userName(app.server, piece.user_id)}</span>`;
    case 'channel':
      return channelLink(app, piece.channel_id);
    case 'usergroup':
      return html`<span class="mention">@${app.server.groups.find(({ id }) => id === piece.usergroup_id)?.handle ?? piece.usergroup_id}</span>`;
    case 'broadcast':
      return html`<span class="mention mention--you">@${piece.range}</span>`;
    case 'date':
      return date(app, piece);
    case 'color':
      return piece.value;
    case 'team':
      return app.server.team.name;
    default:
      return nothing;
  }
}

function date(app: App, piece: Extract<Inline, { type: 'date' }>): TemplateResult {
  const locale = yourLocale(app);
  const text = formatDate(piece.timestamp, piece.format, Date.now(), locale);
  const full = new Date(piece.timestamp * 1000);
  const time = Number.isNaN(full.getTime())
    ? html`${piece.fallback ?? ''}`
    : html`<time datetime=${full.toISOString()} title=${full.toLocaleString(locale)}>${text}</time>`;
  return piece.url === undefined ? time : link(piece.url, time);
}

function channelLink(app: App, id: string): TemplateResult {
  const channel = app.server.channels.find((one) => one.id === id);
  if (!channel) return html`<span class="mention">#private-channel</span>`;
  return html`<button class="mention" @click=${() => app.actions.openChannel(id)}>#${channel.name}</button>`;
}

function link(url: string, content: TemplateResult | string): TemplateResult {
  return html`<a href=${url} target="_blank" rel="noreferrer">${content}</a>`;
}

function styled(content: Drawn, { bold, italic, strike, code }: TextStyle): Drawn {
  let drawn = content;
  if (code) drawn = html`<code>${drawn}</code>`;
  if (strike) drawn = html`<s>${drawn}</s>`;
  if (italic) drawn = html`<em>${drawn}</em>`;
  if (bold) drawn = html`<strong>${drawn}</strong>`;
  return drawn;
}

export function drawText(app: App, text: MrkdwnElement | PlainTextElement): TemplateResult {
  return drawRichText(
    app,
    text.type === 'mrkdwn' ? readMrkdwn(text.text) : readPlain(text.text, text.emoji ?? true),
  );
}
