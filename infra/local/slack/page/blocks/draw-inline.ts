import { html, nothing, type TemplateResult } from 'lit-html';
import { emoji } from '../../text/emoji.ts';
import { formatDate } from '../../text/format-date.ts';
import type { Inline, TextStyle } from '../../text/rich-text.ts';
import type { App } from '../model/app.ts';
import { userName } from '../model/user-name.ts';
import { yourLocale } from '../model/your-locale.ts';

type Drawn = TemplateResult | string | typeof nothing;

/** One piece of rich text: text, link, mention, date, emoji. */
export function drawInline(app: App, piece: Inline): Drawn {
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
