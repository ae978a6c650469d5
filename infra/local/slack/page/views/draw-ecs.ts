import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { App } from '../model/app.ts';
import type { EcsService, EcsTask } from '../model/ecs-snapshot.ts';
import { readEcs } from '../model/read-ecs.ts';

/** Beside the messages: every service of the local ECS, its tasks as dots by state. */
export function drawEcs({ server, actions }: App): TemplateResult {
  const clusters = readEcs(server.ecs);
  return html`<aside class="pane pane--ecs" aria-label="Local ECS">
    <header class="pane__head">
      <h2>Local ECS</h2>
      <button class="close" aria-label="Close the local ECS" @click=${() => actions.ui({ ecsOpen: false })}>✕</button>
    </header>
    <div class="ecs">
      ${clusters.length === 0 ? html`<p class="faint">There is no cluster.</p>` : nothing}
      ${repeat(
        clusters,
        ({ name }) => name,
        ({ name, services }) => html`<section aria-label="Cluster ${name}">
          <h3>${name}</h3>
          ${services.length === 0 ? html`<p class="faint">No services</p>` : nothing}
          ${repeat(services, (service) => service.name, drawService)}
        </section>`,
      )}
      <ul class="legend" aria-label="What the dots mean">
        ${['pending', 'running', 'unhealthy', 'stopping', 'stopped'].map(
          (state) => html`<li><i class="task-dot task-dot--${state}" aria-hidden="true"></i>${state}</li>`,
        )}
      </ul>
    </div>
  </aside>`;
}

function drawService({ name, desired, running, taskDefinition, rollout, tasks }: EcsService): TemplateResult {
  const isSteady = running === desired && rollout !== 'IN_PROGRESS' && rollout !== 'FAILED';
  return html`<div class="service ${isSteady ? '' : 'service--moving'}">
    <div class="service__head">
      <b>${name}</b>
      <span class="service__count" title="running of desired">${running}/${desired}</span>
    </div>
    <div class="service__sub">
      <span>${taskDefinition}</span>${rollout === '' || rollout === 'COMPLETED' ? nothing : html`<span class="rollout rollout--${rollout.toLowerCase()}">${rollout.toLowerCase().replace('_', ' ')}</span>`}
    </div>
    <ul class="dots" aria-label="Tasks of ${name}">${repeat(tasks, ({ id }) => id, drawTask)}</ul>
  </div>`;
}

function drawTask({ id, lastStatus, healthStatus, stoppedReason }: EcsTask): TemplateResult {
  const health = healthStatus === '' || healthStatus === 'UNKNOWN' ? '' : `, ${healthStatus}`;
  const label = `${id.slice(0, 8)} ${lastStatus}${health}${stoppedReason === '' ? '' : `: ${stoppedReason}`}`;
  return html`<li class="task-dot task-dot--${stateOf(lastStatus, healthStatus)}" tabindex="0" role="img" aria-label=${label} data-tip=${label}></li>`;
}

function stateOf(lastStatus: string, healthStatus: string): string {
  if (lastStatus === 'RUNNING') return healthStatus === 'UNHEALTHY' ? 'unhealthy' : 'running';
  if (lastStatus === 'STOPPED' || lastStatus === 'DELETED') return 'stopped';
  return ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING'].includes(lastStatus) ? 'stopping' : 'pending';
}
