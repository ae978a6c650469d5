import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ServiceSnapshot, TaskSnapshot } from '../../../ecs/snapshot/take-snapshot.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';

const number = new Intl.NumberFormat('en');

/** The requests that a service's tasks serve, where they are processes behind the load balancer: a row a task. */
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
      <span class="faint" title=${say(app, 'Answers of the load balancer itself, where no task gave one')}>${drawErrors(errors)}</span>
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
