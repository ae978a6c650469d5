import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ServiceSnapshot, TaskSnapshot } from '../../../ecs/snapshot.ts';
import type { ClientChannel, ClientGroup } from '../../client/protocol.ts';
import type { Person } from '../../workspace/workspace.ts';
import { isWords, say } from '../model/say.ts';
import { type App, userName } from '../model/state.ts';
import { drawAvatar } from './message.ts';

const number = new Intl.NumberFormat('en');

/** The requests that a service's tasks serve, when they are processes behind the load balancer: one row per task. */
export function drawServed(
  app: App,
  { name, loadBalancer, tasks }: ServiceSnapshot,
): TemplateResult | typeof nothing {
  const rows = tasks
    .filter(({ pid, target }) => pid !== undefined || target !== undefined)
    .sort((one, other) => one.createdAt - other.createdAt);
  if (loadBalancer === undefined) return nothing;
  const { url, errors } = loadBalancer;
  return html`<div class="served">
    <div class="served__head">
      <a href=${url} target="_blank" rel="noreferrer">${url.replace('http://', '')}</a>
      <span class="faint" title=${say(app, 'Answers by the load balancer itself, when no task gave one')}>${drawErrors(errors)}</span>
    </div>
    <table aria-label=${say(app, 'Requests served by {name}', { name })}>
      <thead>
        <tr><th>${say(app, 'task')}</th><th>pid</th><th title=${say(app, 'requests a second')}>req/s</th><th>${say(app, 'served')}</th><th>${say(app, 'last')}</th></tr>
      </thead>
      <tbody>${repeat(
        rows,
        ({ id }) => id,
        (row) => drawRow(app, row),
      )}</tbody>
    </table>
  </div>`;
}

function drawErrors(errors: Readonly<Record<string, number>>): string {
  return Object.entries(errors)
    .map(([status, count]) => `${number.format(count)} × ${status}`)
    .join(', ');
}

function drawRow(app: App, { id, pid, target }: TaskSnapshot): TemplateResult {
  const { requests = 0, requestsPerSecond = 0, lastStatus, state = 'deregistered', reason } = target ?? {};
  const isAsked = state === 'healthy';
  return html`<tr class=${isAsked ? '' : 'served__off'} title=${reason ?? state}>
    <td>${id.slice(0, 8)}</td>
    <td>${pid ?? say(app, 'gone')}</td>
    ${
      isAsked
        ? html`<td>${requestsPerSecond === 0 ? '–' : number.format(requestsPerSecond)}</td>
            <td>${number.format(requests)}</td>
            <td class=${(lastStatus ?? 0) >= 500 ? 'served__failed' : ''}>${lastStatus ?? '–'}</td>`
        : html`<td colspan="3">${state}</td>`
    }
  </tr>`;
}

/** The left column: workspace, channels, direct messages, faults, current person. */
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

const kinds = [
  ['server_error', 'answers 500'],
  ['rate_limited', 'answers 429'],
  ['timeout', 'never answers'],
  ['lost_answer', 'does it, but never answers'],
  ['refuse_block', 'refuses a block type'],
] as const;
const usual = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response_url', 'views.open'];

/** A folded section: the faults that Slack makes in the bot's next calls. */
function drawFaults(app: App): TemplateResult {
  const { server, ui, actions } = app;
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const blockType = text('blockType');
    actions.addFault({
      method: text('method'),
      kind: text('kind'),
      calls: Math.max(1, Number(text('calls')) || 1),
      ...(blockType !== '' && { blockType }),
    });
  };
  const methods = ['*', ...usual, ...server.methods.filter((method) => !usual.includes(method))];
  const count = server.faults.length;
  return html`<section class="faults">
    <button class="faults__toggle" aria-expanded=${ui.faultsOpen} @click=${() => actions.ui({ faultsOpen: !ui.faultsOpen })}>
      <span class="fold__arrow" aria-hidden="true"></span>${say(app, 'Faults')}${count > 0 ? html`<span class="badge">${count}</span>` : nothing}
    </button>
    ${
      ui.faultsOpen
        ? html`<form @submit=${add}>
              <p>${say(app, 'How Slack fails the bot’s next calls.')}</p>
              <label>${say(app, 'Method')}<select name="method">${methods.map((one) => html`<option value=${one}>${one === '*' ? say(app, 'any') : one}</option>`)}</select></label>
              <label>Slack<select name="kind">${kinds.map(([value, label]) => html`<option value=${value}>${say(app, label)}</option>`)}</select></label>
              <label>${say(app, 'Block type')}<input name="blockType" placeholder="data_table" /></label>
              <label>${say(app, 'Calls')}<input name="calls" type="number" min="1" value="1" /></label>
              <button class="button">${say(app, 'Add')}</button>
            </form>
            ${
              count === 0
                ? nothing
                : html`<ul>
                      ${server.faults.map(
                        ({ method, kind, calls, blockType }) =>
                          html`<li>${method}: ${labelOf(app, kind)} ${blockType ?? ''} × ${calls}</li>`,
                      )}
                    </ul>
                    <button class="button" @click=${() => actions.clearFaults()}>${say(app, 'Clear')}</button>`
            }`
        : nothing
    }
  </section>`;
}

function labelOf(app: App, kind: string): string {
  const label = kinds.find(([one]) => one === kind)?.[1];
  return label === undefined ? kind : say(app, label);
}

/** The roles that a workspace admin can give a person. */
const standings = [
  ['Member', { isRestricted: false, isUltraRestricted: false, isDeleted: false }],
  ['Guest', { isRestricted: true, isUltraRestricted: false, isDeleted: false }],
  ['Single-channel guest', { isRestricted: true, isUltraRestricted: true, isDeleted: false }],
  ['Deactivated', { isDeleted: true }],
] as const;

/** A folded section: admin actions, to see how the bot follows such changes. */
function drawPeople(app: App): TemplateResult {
  const { server, ui, actions } = app;
  const people = server.people.filter(
    ({ role, teamId }) => role !== 'bot' && role !== 'slackbot' && teamId === undefined,
  );
  return html`<section class="faults people">
    <button class="faults__toggle" aria-expanded=${ui.peopleOpen} @click=${() => actions.ui({ peopleOpen: !ui.peopleOpen })}>
      <span class="fold__arrow" aria-hidden="true"></span>${say(app, 'People')}
    </button>
    ${
      ui.peopleOpen
        ? html`<p>${say(app, 'What an admin decides: each person’s role, and who is in a group.')}</p>
            <ul>${people.map(
              (person) => html`<li>
                <b>${person.realName}</b>
                <select aria-label=${say(app, 'What {name} is', { name: person.realName })} @change=${(event: Event) => actions.setPerson(person.id, standingOf(event))}>
                  ${standings.map(([label]) => html`<option .selected=${label === standingLabel(person)}>${say(app, label)}</option>`)}
                </select>
                ${server.groups.map(
                  (group) => html`<label>
                    <input type="checkbox" .checked=${group.members.includes(person.id)} @change=${() => actions.setGroup(group.id, toggled(group, person))} />@${group.handle}
                  </label>`,
                )}
              </li>`,
            )}</ul>`
        : nothing
    }
  </section>`;
}

function standingOf({ target }: Event) {
  const [, change] = standings[(target as HTMLSelectElement).selectedIndex] ?? standings[0];
  return change;
}

function standingLabel({
  isDeleted,
  isRestricted,
  isUltraRestricted,
}: Person): (typeof standings)[number][0] {
  if (isDeleted) return 'Deactivated';
  if (isUltraRestricted) return 'Single-channel guest';
  return isRestricted ? 'Guest' : 'Member';
}

function toggled({ members }: ClientGroup, { id }: Person): readonly string[] {
  return members.includes(id) ? members.filter((member) => member !== id) : [...members, id];
}

/** The switch between people: those with rights, and folded away those without. */
function drawWhoYouAre(app: App): TemplateResult {
  const { server, ui, actions } = app;
  const staff = server.people.filter(({ role }) => role === 'operator' || role === 'viewer');
  const others = server.people.filter(({ role }) => role === 'outsider');
  const open = ui.othersOpen || others.some(({ id }) => id === server.you);
  return html`<fieldset class="who">
    <legend>${say(app, 'You are')}</legend>
    ${staff.map((person) => drawChoice(app, person))}
    <button class="who__others" type="button" aria-expanded=${open} @click=${() => actions.ui({ othersOpen: !open })}>
      <span class="fold__arrow" aria-hidden="true"></span>${say(app, 'Others')}
    </button>
    ${open ? others.map((person) => drawChoice(app, person)) : nothing}
  </fieldset>`;
}

function drawChoice(app: App, { id, title, realName, role, isDeleted }: Person): TemplateResult {
  const { server, actions } = app;
  const hint = isDeleted ? say(app, '{name} is deactivated and cannot act', { name: realName }) : realName;
  return html`<label class="who__choice ${role === 'outsider' ? 'who__choice--other' : ''}" title=${hint}>
    <input type="radio" name="who" ?disabled=${isDeleted} .checked=${id === server.you} @change=${() => actions.switchUser(id)} />
    ${drawAvatar(app, id)}<span>${isWords(title) ? say(app, title) : title}</span>
  </label>`;
}
