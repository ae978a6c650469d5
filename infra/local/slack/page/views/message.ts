import type { KnownBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import { formatDate } from '../../format.ts';
import type { Message } from '../../state/messages.ts';
import { readMrkdwn } from '../../text.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { drawRichText } from '../blocks/text.ts';
import { say } from '../model/say.ts';
import { type App, placeKey, userName, yourLocale } from '../model/state.ts';

/** The head of a pane, with its close button. */
export function drawPaneHead(title: string, label: string, close: () => void): TemplateResult {
  return html`<header class="pane__head">
    <h2>${title}</h2>
    <button class="close" aria-label=${label} @click=${close}>✕</button>
  </header>`;
}

/** How a message is shown among the others. */
interface MessageForm {
  /** The author is the same as for the previous message, so it gets no new head. */
  readonly continues: boolean;
  /** How many replies its thread has; undefined inside a thread, where no thread can be opened. */
  readonly replies: number | undefined;
}

/**
 * Everything that a message is drawn from. While none of it has changed the message is not redrawn: otherwise each key press would wait for every
 * message of the channel.
 */
export function shownBy(
  { server, ui }: App,
  message: Message,
  { continues, replies }: MessageForm,
): unknown[] {
  const { you, people, groups, channels, modals } = server;
  const { busy, chosen, failures, menu, view } = ui;
  // Relative dates change with time.
  const age = Math.floor(Date.now() / 30_000);
  return [
    message,
    // The channel shows what a broadcast reply answers.
    message.broadcast === true && server.messages,
    continues,
    replies,
    you,
    people,
    groups,
    channels,
    modals,
    busy,
    chosen,
    failures,
    menu,
    view,
    age,
  ];
}

/** The replies of each thread of a channel, by the parent's `ts`. */
export function countReplies(messages: readonly Message[], channel: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { threadTs, channel: id } of messages) {
    if (threadTs !== undefined && id === channel) counts.set(threadTs, (counts.get(threadTs) ?? 0) + 1);
  }
  return counts;
}

/** A message with its head, its blocks, and what belongs to it. */
export function drawMessage(app: App, message: Message, { continues, replies }: MessageForm): TemplateResult {
  const { server, ui } = app;
  const inThread = replies === undefined;
  const { ts, channel, user, isBot, visibleTo, subtype } = message;
  if (subtype === 'slash_command' && visibleTo !== undefined) return drawTypedLine(app, message);
  const failure = ui.failures[placeKey({ channel, ts })];
  const name = userName(server, user);
  return html`<article
    class="message ${continues ? 'message--continues' : ''} ${visibleTo === undefined ? '' : 'message--ephemeral'} ${subtype ?? ''} ${message.broadcast === true ? 'thread_broadcast' : ''}"
    data-ts=${ts}
    data-revision=${message.revision}
    tabindex="-1"
    aria-label="${name}, ${timeOf(app, ts)}"
  >
    <div class="message__side">${continues ? html`<time class="message__clock">${timeOf(app, ts).replace(/\s?[AP]M$/, '')}</time>` : drawAvatar(app, user)}</div>
    <div class="message__body">
      ${visibleTo === undefined ? nothing : html`<div class="only-you"><span class="eye" aria-hidden="true"></span>${say(app, 'Only visible to you')}</div>`}
      ${
        continues
          ? nothing
          : html`<div class="message__head">
              <strong>${name}</strong>${isBot ? html`<span class="app-tag">${say(app, 'APP')}</span>` : nothing}
              <time class="clock" datetime=${new Date(Number(ts) * 1000).toISOString()} title=${new Date(Number(ts) * 1000).toLocaleString(yourLocale(app))}>${timeOf(app, ts)}</time>
            </div>`
      }
      ${message.broadcast === true ? drawThreadMark(app, message, inThread) : nothing}
      ${drawContent(app, inThread || message.broadcast !== true ? message : withoutButtons(message))}
      ${drawAttachments(app, message)}
      ${failure === undefined ? nothing : html`<div class="error" role="alert"><span aria-hidden="true">⚠</span> ${failure}</div>`}
      ${inThread || message.broadcast === true ? nothing : drawReplies(app, message, replies)}
    </div>
  </article>`;
}

/** The mark on a reply that is also shown in the channel: in the channel, the message it answers; in the thread, that it is in the channel too. */
function drawThreadMark(app: App, { channel, threadTs }: Message, inThread: boolean) {
  const { server, actions } = app;
  if (inThread) return html`<div class="thread-mark">${say(app, 'Also sent to the channel')}</div>`;
  const parent = server.messages.find(({ ts, channel: id }) => ts === threadTs && id === channel);
  return html`<div class="thread-mark">${say(app, 'replied to a thread:')} <button @click=${() => actions.openThread(threadTs)}>${parent?.text ?? say(app, 'This message was deleted')}</button></div>`;
}

/** Slack's event for a broadcast reply contains no buttons: https://docs.slack.dev/reference/events/message/thread_broadcast */
function withoutButtons(message: Message): Message {
  const { blocks, ...rest } = message;
  return blocks === undefined ? rest : { ...rest, blocks: blocks.filter(({ type }) => type !== 'actions') };
}

function drawContent(app: App, { blocks, text, edited, ts, channel, subtype }: Message): TemplateResult {
  if (blocks) return drawBlocks(app, { channel, ts }, blocks);
  const mark = edited ? html`<span class="faint"> ${say(app, '(edited)')}</span>` : nothing;
  const content =
    subtype === 'slash_command' ? html`<code>${text}</code>` : drawRichText(app, readMrkdwn(text));
  return html`<div class="message__text">${content}${mark}</div>`;
}

/** What a person typed after the slash; nobody else sees it. */
function drawTypedLine(app: App, { ts, text }: Message): TemplateResult {
  return html`<div class="typed" data-ts=${ts}><span aria-hidden="true">❯</span><code>${text}</code><time class="clock">${timeOf(app, ts)}</time></div>`;
}

function timeOf(app: App, ts: string): string {
  return formatDate(Number(ts), '{time}', Date.now(), yourLocale(app));
}

/** A person's initials, or the bot's sign. */
export function drawAvatar({ server }: App, user: string): TemplateResult {
  const person = server.people.find(({ id }) => id === user);
  const initials = (person?.realName ?? '?')
    .split(' ')
    .map(([letter]) => letter)
    .slice(0, 2)
    .join('');
  const role = person?.role ?? 'viewer';
  const sign =
    role === 'bot'
      ? html`<span class="emoji">🤖</span>`
      : role === 'slackbot'
        ? html`<span class="emoji">💬</span>`
        : initials;
  return html`<span class="avatar avatar--${role}" aria-hidden="true">${sign}</span>`;
}

const colors = ['good', 'warning', 'danger'];

/** Attachments: blocks or text behind a coloured bar. */
function drawAttachments(app: App, { attachments, channel, ts }: Message): TemplateResult | typeof nothing {
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

/** The link to a message's thread: how many replies it has, or (on hover and focus) a way to write the first. */
function drawReplies(
  app: App,
  { ts, visibleTo, subtype }: Message,
  count: number,
): TemplateResult | typeof nothing {
  if (visibleTo !== undefined || subtype === 'channel_join') return nothing;
  const open = () => app.actions.openThread(ts);
  if (count === 0)
    return html`<button class="reply" aria-label=${say(app, 'Reply in a thread')} @click=${open}>${say(app, 'Reply')}</button>`;
  return html`<button class="replies" @click=${open}>${say(app, count === 1 ? '{count} reply' : '{count} replies', { count })}</button>`;
}
