import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClientChannel } from '../../client/client-protocol.ts';
import type { App } from '../model/app.ts';
import { botHandle } from '../model/bot-handle.ts';
import { say } from '../model/say.ts';
import { userName } from '../model/user-name.ts';

/** The channel's name and topic, the tabs of direct messages, and the way to the other columns. */
export function drawHeader(app: App, channel: ClientChannel): TemplateResult {
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
