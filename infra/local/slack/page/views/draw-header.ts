import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClientChannel } from '../../client/client-protocol.ts';
import type { App } from '../model/app.ts';
import { botHandle } from '../model/bot-handle.ts';
import { userName } from '../model/user-name.ts';

/** The channel's name and topic, the tabs of direct messages, and the way to the other columns. */
export function drawHeader({ server, ui, actions }: App, channel: ClientChannel): TemplateResult {
  const isIm = channel.kind === 'im';
  const name = isIm ? userName(server, channel.bot ?? '') : `# ${channel.name}`;
  const unread = Object.values(ui.unread).reduce((sum, count) => sum + count, 0);
  const tab = (id: 'home' | 'messages', label: string) =>
    html`<button class="tab" role="tab" aria-selected=${ui.tab === id} @click=${() => actions.openChannel(channel.id, id)}>${label}</button>`;
  const hasHome =
    server.homeTab && isIm && server.people.find(({ id }) => id === channel.bot)?.role === 'bot';
  return html`<header class="header">
    <button class="header__menu" aria-label=${unread > 0 ? `Channels, ${unread} unread` : 'Channels'} aria-expanded=${ui.drawer} @click=${() => actions.ui({ drawer: !ui.drawer })}>
      <span aria-hidden="true"></span>${unread > 0 ? html`<i class="dot" aria-hidden="true"></i>` : nothing}
    </button>
    <div class="header__title"><h2>${name}</h2><p>${topicOf(channel, botHandle(server))}</p></div>
    ${hasHome ? html`<div class="tabs" role="tablist">${tab('home', 'Home')}${tab('messages', 'Messages')}</div>` : nothing}
    ${
      server.ecs === undefined
        ? nothing
        : html`<button class="header__ecs" aria-pressed=${ui.ecsOpen} @click=${() => actions.ui({ ecsOpen: !ui.ecsOpen })}>
            <span class="header__dots" aria-hidden="true"><i></i><i></i><i></i></span>Local ECS
          </button>`
    }
  </header>`;
}

function topicOf({ kind, hasBot, topic }: ClientChannel, bot: string): string {
  if (kind === 'im') return 'Only the two of you read this';
  return hasBot ? topic : `The bot is not in this channel: /invite @${bot} lets it in`;
}
