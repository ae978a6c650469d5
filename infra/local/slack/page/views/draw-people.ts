import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClientGroup } from '../../client/client-protocol.ts';
import type { Person } from '../../workspace/person.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';

/** What an admin of the workspace can make of a person. */
const standings = [
  ['Member', { isRestricted: false, isUltraRestricted: false, isDeleted: false }],
  ['Guest', { isRestricted: true, isUltraRestricted: false, isDeleted: false }],
  ['Guest of one channel', { isRestricted: true, isUltraRestricted: true, isDeleted: false }],
  ['Deactivated', { isDeleted: true }],
] as const;

/** Folded away: what an admin does, so that one can see the bot keep up with it. */
export function drawPeople(app: App): TemplateResult {
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
        ? html`<p>${say(app, 'What an admin makes of them, and who is in a group.')}</p>
            <ul>${people.map(
              (person) => html`<li>
                <b>${person.realName}</b>
                <select aria-label=${say(app, 'What {name} is', { name: person.realName })} @change=${(event: Event) => actions.setPerson(person.id, standingOf(event))}>
                  ${standings.map(([label]) => html`<option .selected=${label === labelOf(person)}>${say(app, label)}</option>`)}
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

function labelOf({ isDeleted, isRestricted, isUltraRestricted }: Person): (typeof standings)[number][0] {
  if (isDeleted) return 'Deactivated';
  if (isUltraRestricted) return 'Guest of one channel';
  return isRestricted ? 'Guest' : 'Member';
}

function toggled({ members }: ClientGroup, { id }: Person): readonly string[] {
  return members.includes(id) ? members.filter((member) => member !== id) : [...members, id];
}
