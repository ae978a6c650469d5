import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ClientChannel } from '../../client/protocol.ts';
import { formatDate } from '../../format.ts';
import type { Message } from '../../state/messages.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { composerKeys } from '../effects.ts';
import { completions, type Offer } from '../model/offers.ts';
import { say } from '../model/say.ts';
import { type App, botHandle, userName, yourLocale } from '../model/state.ts';
import { countReplies, drawMessage, drawPaneHead, shownBy } from './message.ts';

/** The middle column: a channel's header, messages and composer, or the bot's Home tab. */
export function drawConversation(app: App): TemplateResult {
  const { ui, server, actions } = app;
  const channel = server.channels.find(({ id }) => id === ui.channel);
  if (!channel) return html`<main class="conversation"></main>`;
  return html`<main class="conversation">
    ${drawHeader(app, channel)}
    ${
      ui.tab === 'home'
        ? drawHome(app)
        : html`${drawMessages(app, channel)}
          ${ui.below ? html`<button class="below" @click=${() => actions.ui({ below: false })} data-jump>${say(app, 'New messages ↓')}</button>` : nothing}
          ${drawComposer(app, channel.id, undefined)}`
    }
  </main>`;
}

/** The channel's name and topic, the tabs of direct messages, and buttons for the other columns. */
function drawHeader(app: App, channel: ClientChannel): TemplateResult {
  const { server, ui, actions } = app;
  const isIm = channel.kind === 'im';
  const name = isIm ? userName(server, channel.bot ?? '') : `# ${channel.name}`;
  const unread = Object.values(ui.unread).reduce((sum, count) => sum + count, 0);
  const tab = (id: 'home' | 'messages', label: string) =>
    html`<button class="tab" role="tab" aria-selected=${ui.tab === id} @click=${() => actions.openChannel(channel.id, id)}>${label}</button>`;
  const hasHome =
    server.homeTab && isIm && server.people.find(({ id }) => id === channel.bot)?.role === 'bot';
  return html`<header class="header">
    <button class="header__menu" aria-label=${unread > 0 ? say(app, 'Channels, {count} unread', { count: unread }) : say(app, 'Channels')} aria-expanded=${ui.drawer} @click=${() => actions.ui({ drawer: !ui.drawer })}>
      <span aria-hidden="true"></span>${unread > 0 ? html`<i class="dot" aria-hidden="true"></i>` : nothing}
    </button>
    <div class="header__title"><h2>${name}</h2><p>${topicOf(app, channel)}</p></div>
    ${hasHome ? html`<div class="tabs" role="tablist">${tab('home', say(app, 'Home'))}${tab('messages', say(app, 'Messages'))}</div>` : nothing}
    ${
      server.ecs === undefined
        ? nothing
        : html`<button class="header__ecs" aria-pressed=${ui.ecsOpen} @click=${() => actions.ui({ ecsOpen: !ui.ecsOpen })}>
            <span class="header__dots" aria-hidden="true"><i></i><i></i><i></i></span>${say(app, 'Local ECS')}
          </button>`
    }
  </header>`;
}

function topicOf(app: App, { kind, hasBot, topic }: ClientChannel): string {
  if (kind === 'im') return say(app, 'Only the two of you read this');
  return hasBot
    ? topic
    : say(app, 'The bot is not in this channel: {command} lets it in', {
        command: `/invite @${botHandle(app.server)}`,
      });
}

/** The bot's Home tab, as it published it for this person. */
function drawHome(app: App): TemplateResult {
  const { home } = app.server;
  return html`<section class="home" role="tabpanel" aria-label=${say(app, 'Home')}>
    ${home ? drawBlocks(app, { view: home.id }, home.blocks) : html`<p class="empty__hint">${say(app, 'The bot has not published a Home tab for you.')}</p>`}
  </section>`;
}

/** A channel's messages, with a line for each new day. */
function drawMessages(app: App, channel: ClientChannel): TemplateResult {
  const shown = app.server.messages.filter(
    ({ channel: id, threadTs, broadcast }) =>
      id === channel.id && (threadTs === undefined || broadcast === true),
  );
  const replies = countReplies(app.server.messages, channel.id);
  return html`<section class="messages" role="log" aria-live="polite" aria-label=${say(app, 'Messages')} tabindex="0" data-scroll=${`${app.server.you} ${channel.id}`}>
    <div class="messages__inner">
      ${drawEmpty(app, channel, shown.length === 0)}
      ${repeat(
        shown,
        ({ ts }) => ts,
        (message, index) => {
          const before = shown[index - 1];
          const newDay = before === undefined || dayOf(before) !== dayOf(message);
          const form = {
            continues: !newDay && continues(before, message),
            replies: replies.get(message.ts) ?? 0,
          };
          const draw = () =>
            html`${newDay ? drawDay(app, message) : nothing}${drawMessage(app, message, form)}`;
          return guard([...shownBy(app, message, form), newDay], draw);
        },
      )}
    </div>
  </section>`;
}

function drawDay(app: App, message: Message): TemplateResult {
  const day = formatDate(Number(message.ts), '{day_divider_pretty}', Date.now(), yourLocale(app));
  return html`<div class="day"><span>${day.charAt(0).toUpperCase() + day.slice(1)}</span></div>`;
}

function dayOf({ ts }: Message): string {
  return new Date(Number(ts) * 1000).toDateString();
}

/** Whether a message needs no new head: the same author within five minutes. */
function continues(before: Message | undefined, message: Message): boolean {
  return (
    before?.user === message.user &&
    before.visibleTo === message.visibleTo &&
    before.subtype === message.subtype &&
    message.subtype !== 'channel_join' &&
    Number(message.ts) - Number(before.ts) < 300
  );
}

/** Commands to try, based on what exists: an empty account suggests the hands-on. */
function suggestions(ecs: App['server']['ecs']): readonly string[] {
  const targets = (ecs?.clusters ?? []).flatMap(({ name, services }) =>
    services.map((service) => ({ cluster: name, target: `${name}/${service.name}` })),
  );
  const [first] = targets.filter(({ cluster }) => cluster === 'shop').concat(targets);
  if (first === undefined) return ['hands-on', 'clusters', 'whoami'];
  const stopped = targets.find(({ target }) => target === 'hands-on/hello-world') ?? first;
  return [`services ${first.cluster}`, `service ${first.target}`, `stop-task ${stopped.target}`];
}

/** The beginning of a channel: what it is, and what to type first while it is empty. */
function drawEmpty(app: App, channel: ClientChannel, isEmpty: boolean): TemplateResult | typeof nothing {
  const { server, actions } = app;
  const [command] = server.commands;
  if (!isEmpty) return nothing;
  const name = channel.kind === 'im' ? say(app, 'your direct messages with the bot') : `#${channel.name}`;
  const lines = [
    ...new Set([...suggestions(server.ecs).filter((line) => offered(server.completions, line)), 'help']),
  ].slice(0, 4);
  const type = (line: string) => {
    actions.type(channel.id, line);
    document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
  };
  const prefix = command?.command ?? '/ecs';
  return html`<div class="empty">
    <span class="empty__sign" aria-hidden="true">${channel.kind === 'im' ? html`<span class="emoji">🤖</span>` : '#'}</span>
    <h3>${say(app, 'This is {name}', { name })}</h3>
    ${
      channel.hasBot
        ? html`<p class="empty__hint">${say(app, 'Type {command} and what you want to know or do. Try:', { command: prefix })}</p>
            <ul class="tries">
              ${lines.map(
                (line) =>
                  html`<li><button @click=${() => type(`${prefix} ${line}`)}><code>${prefix} ${line}</code></button></li>`,
              )}
            </ul>
            <p class="empty__hint faint">${say(app, 'Nothing here reaches the internet: the services run in a local ECS, and you may break them.')}</p>`
        : html`<p class="empty__hint">${say(app, 'The bot is not in this channel: {command} lets it in', { command: `/invite @${botHandle(server)}` })}</p>`
    }
  </div>`;
}

/** Whether the app knows the command; without a list, always. */
function offered(completions: App['server']['completions'], line: string): boolean {
  return completions.length === 0 || completions.some(({ text }) => line.split(' ')[0] === text);
}

/** The composer, with completions for `/ecs` above it. */
function drawComposer(app: App, channel: string, thread: string | undefined): TemplateResult {
  const { server, ui, actions } = app;
  const key = thread === undefined ? channel : `${channel} ${thread}`;
  const draft = ui.drafts[key] ?? '';
  const isClosed = ui.completion[key] === -2;
  const offers = isClosed || thread !== undefined ? [] : completions(server, draft);
  const active = Math.min(ui.completion[key] ?? preselected(draft, offers), offers.length - 1);
  const list = `offers-${thread === undefined ? 'channel' : 'thread'}`;
  const write = (text: string) =>
    actions.ui({
      drafts: { ...ui.drafts, [key]: text },
      completion: { ...ui.completion, [key]: undefined },
      recall: 0,
    });
  const send = () => actions.send(key, draft, thread);
  const take = (offer: Offer) => write(offer.line);
  const keys = composerKeys({
    ui,
    draft,
    offers,
    active,
    write,
    send,
    take,
    choose: (index) => actions.ui({ completion: { ...ui.completion, [key]: index } }),
    recall: (recall, line) => actions.ui({ recall, drafts: { ...ui.drafts, [key]: line } }),
  });
  const target = server.channels.find(({ id }) => id === channel);
  const name = target?.kind === 'im' ? userName(server, target.bot ?? '') : `#${target?.name ?? ''}`;
  const failure = ui.failures[key];
  return html`<footer class="composer">
    ${offers.length > 0 ? drawOffers(app, offers, active, list, take) : nothing}
    ${failure === undefined ? nothing : html`<div class="error" role="alert">${failure}</div>`}
    <div class="composer__box">
      <textarea
        rows="1"
        role="combobox"
        aria-label=${thread === undefined ? say(app, 'Message {name}', { name }) : say(app, 'Reply')}
        aria-expanded=${offers.length > 0}
        aria-controls=${list}
        aria-autocomplete="list"
        aria-activedescendant=${active >= 0 ? `${list}-${active}` : nothing}
        placeholder=${thread === undefined ? say(app, 'Message {name} · / for commands', { name }) : say(app, 'Reply …')}
        autocomplete="off"
        spellcheck="false"
        .value=${draft}
        @input=${(event: Event) => write((event.target as HTMLTextAreaElement).value)}
        @keydown=${keys}
      ></textarea>
      <button class="send" aria-label=${say(app, 'Send')} ?disabled=${draft.trim() === ''} @click=${send}><span aria-hidden="true"></span></button>
    </div>
  </footer>`;
}

/**
 * The completion selected by default: one that equals the current text, or else the first one once a letter has been typed. Without a letter Enter
 * sends the text as it is.
 */
function preselected(draft: string, offers: readonly Offer[]): number {
  if (!/\S$/.test(draft)) return -1;
  return Math.max(
    0,
    offers.findIndex(({ line }) => line.trim() === draft.trim()),
  );
}

function drawOffers(
  app: App,
  offers: readonly Offer[],
  active: number,
  id: string,
  take: (offer: Offer) => void,
): TemplateResult {
  const isOurs = offers.some(({ isLocalHelp }) => isLocalHelp);
  return html`<ul class="offers" role="listbox" id=${id} aria-label=${say(app, 'Commands')}>
    ${isOurs ? html`<li class="offers__local" role="presentation">${say(app, 'Added by this page: Slack itself completes only the command, not what follows it.')}</li>` : nothing}
    ${offers.map(
      (offer, index) => html`<li
        id="${id}-${index}"
        role="option"
        aria-selected=${index === active}
        @mousedown=${(event: Event) => {
          event.preventDefault();
          take(offer);
        }}
      >
        <b>${offer.label}</b>
        <span><span class="faint">${offer.description}</span>${offer.hint === '' ? nothing : html` <span class="offers__hint">${offer.hint}</span>`}</span>
      </li>`,
    )}
    <li class="offers__keys" role="presentation"><kbd>↑</kbd><kbd>↓</kbd> ${say(app, 'choose')} <kbd>Tab</kbd> ${say(app, 'take')} <kbd>Esc</kbd> ${say(app, 'close')}</li>
  </ul>`;
}

const inThread = { continues: false, replies: undefined };

/** The open thread: parent, replies, and composer. */
export function drawThread(app: App, parent: string): TemplateResult {
  const { server, ui, actions } = app;
  const messages = server.messages.filter(
    ({ ts, threadTs, channel }) => channel === ui.channel && (ts === parent || threadTs === parent),
  );
  return html`<aside class="pane" aria-label=${say(app, 'Thread')}>
    ${drawPaneHead(say(app, 'Thread'), say(app, 'Close the thread'), () => actions.openThread(undefined))}
    <section class="messages" role="log" aria-live="polite" aria-label=${say(app, 'Replies')} tabindex="0" data-scroll=${`thread ${parent}`}>
      <div class="messages__inner">${repeat(
        messages,
        ({ ts }) => ts,
        (message) => guard(shownBy(app, message, inThread), () => drawMessage(app, message, inThread)),
      )}</div>
    </section>
    ${drawComposer(app, ui.channel, parent)}
  </aside>`;
}
