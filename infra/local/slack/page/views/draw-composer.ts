import { html, nothing, type TemplateResult } from 'lit-html';
import { composerKeys } from '../effects/composer-keys.ts';
import type { App } from '../model/app.ts';
import { completions, type Offer } from '../model/completions.ts';
import { say } from '../model/say.ts';
import { userName } from '../model/user-name.ts';

/** Where one writes, with the offers of `/ecs` above it. */
export function drawComposer(app: App, channel: string, thread: string | undefined): TemplateResult {
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
    ...{ ui, draft, offers, active, write, send, take },
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
 * The first offer is chosen once a letter of it is typed, and the one that stands there already before any other; without a letter
 * Enter sends what stands there.
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
    ${isOurs ? html`<li class="offers__local" role="presentation">${say(app, 'Help of this page: Slack itself completes only the command, not what follows it.')}</li>` : nothing}
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
