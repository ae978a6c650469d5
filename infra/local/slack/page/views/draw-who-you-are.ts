import { html, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';
import { drawAvatar } from './draw-avatar.ts';

const titles = { operator: 'Operator', viewer: 'Viewer' } as const;

/** The switch of who one is: one may change things, the other may look. */
export function drawWhoYouAre(app: App): TemplateResult {
  const { server, actions } = app;
  const people = server.people.flatMap(({ id, role }) =>
    role === 'operator' || role === 'viewer' ? [{ id, title: titles[role] }] : [],
  );
  return html`<fieldset class="who">
    <legend>You are</legend>
    ${people.map(
      ({ id, title }) => html`<label class="who__choice">
        <input type="radio" name="who" .checked=${id === server.you} @change=${() => actions.switchUser(id)} />
        ${drawAvatar(app, id)}<span>${title}</span>
      </label>`,
    )}
  </fieldset>`;
}
