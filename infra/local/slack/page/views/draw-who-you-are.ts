import { html, nothing, type TemplateResult } from 'lit-html';
import type { Person } from '../../workspace/person.ts';
import type { App } from '../model/app.ts';
import { isWords, say } from '../model/say.ts';
import { drawAvatar } from './draw-avatar.ts';

/** The switch of who one is: those who may do something, and folded away those who may not. */
export function drawWhoYouAre(app: App): TemplateResult {
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
