import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClientChannel } from '../../client/client-protocol.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { userName } from '../model/user-name.ts';
import { drawFaults } from './draw-faults.ts';
import { drawPeople } from './draw-people.ts';
import { drawWhoYouAre } from './draw-who-you-are.ts';

/** The left column: workspace, channels, direct messages, faults, who one is. */
export function drawSidebar(app: App): TemplateResult {
  const { server } = app;
  const channels = server.channels.filter(({ kind }) => kind === 'channel');
  const direct = server.channels.filter(({ kind }) => kind === 'im');
  return html`<nav class="sidebar" aria-label=${say(app, 'Channels')}>
    <header class="sidebar__head">
      <span class="logo" aria-hidden="true"></span>
      <div><h1>${server.team.name}</h1><p>${say(app, 'Only on this machine')}</p></div>
    </header>
    <div class="sidebar__scroll">
      <h2>${say(app, 'Channels')}</h2>
      <ul>${channels.map((channel) => drawChannel(app, channel))}</ul>
      <h2>${say(app, 'Direct messages')}</h2>
      <ul>${direct.map((channel) => drawChannel(app, channel))}</ul>
      ${drawFaults(app)}
      ${drawPeople(app)}
    </div>
    ${drawWhoYouAre(app)}
  </nav>`;
}

function drawChannel(app: App, { id, kind, name, bot, hasBot }: ClientChannel): TemplateResult {
  const { server, ui, actions } = app;
  const unread = ui.unread[id] ?? 0;
  const label = kind === 'im' ? userName(server, bot ?? '') : name;
  const isOpen = ui.channel === id;
  return html`<li>
    <button
      class="channel ${unread > 0 ? 'channel--unread' : ''}"
      aria-current=${isOpen ? 'page' : nothing}
      title=${hasBot || kind === 'im' ? nothing : say(app, 'The bot is not in this channel')}
      @click=${() => actions.openChannel(id)}
    >
      <span class="channel__sign ${kind === 'im' ? 'channel__sign--im' : ''}" aria-hidden="true">${kind === 'im' ? '' : '#'}</span>
      <span class="channel__name">${label}</span>
      ${unread > 0 ? html`<span class="badge" aria-label=${say(app, '{count} unread', { count: unread })}>${unread}</span>` : nothing}
    </button>
  </li>`;
}
