import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';

const kinds = [
  ['server_error', 'answers 500'],
  ['rate_limited', 'answers 429'],
  ['timeout', 'never answers'],
  ['lost_answer', 'does it, but never answers'],
  ['refuse_block', 'refuses a block type'],
] as const;
const usual = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response_url', 'views.open'];

/** Folded away: what Slack does wrong to the bot's next calls. */
export function drawFaults(app: App): TemplateResult {
  const { server, ui, actions } = app;
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const blockType = text('blockType');
    actions.addFault({
      ...{ method: text('method'), kind: text('kind'), calls: Math.max(1, Number(text('calls')) || 1) },
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
              <p>${say(app, 'What Slack does wrong to the bot’s next calls.')}</p>
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
