import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ClusterSnapshot, ServiceSnapshot, TaskSnapshot } from '../../../ecs/snapshot.ts';
import { say } from '../model/say.ts';
import type { App } from '../model/state.ts';
import { drawPaneHead } from './message.ts';
import { drawServed } from './sidebar.ts';

/** How many stopped tasks of a service are shown; ECS itself shows them for an hour. */
const stoppedShown = 6;

/** The panel beside the messages: every service of the local ECS, its tasks as dots by state. */
export function drawEcs(app: App): TemplateResult {
  const { server, actions } = app;
  const clusters = server.ecs?.clusters ?? [];
  return html`<aside class="pane pane--ecs" aria-label=${say(app, 'Local ECS')}>
    ${drawPaneHead(say(app, 'Local ECS'), say(app, 'Close the local ECS'), () => actions.ui({ ecsOpen: false }))}
    <div class="ecs">${guard(
      [server.ecs, server.you],
      () => html`
      ${clusters.length === 0 ? html`<p class="faint">${say(app, 'There is no cluster.')}</p>` : nothing}
      ${repeat(
        clusters,
        ({ clusterArn }) => clusterArn,
        (cluster) => drawCluster(app, cluster),
      )}
      <ul class="legend" aria-label=${say(app, 'What the dots mean')}>
        ${(['pending', 'running', 'unhealthy', 'stopping', 'stopped'] as const).map(
          (state) =>
            html`<li><i class="task-dot task-dot--${state}" aria-hidden="true"></i>${say(app, state)}</li>`,
        )}
      </ul>`,
    )}
    </div>
  </aside>`;
}

function drawCluster(app: App, { name, services, tasks }: ClusterSnapshot): TemplateResult {
  return html`<section aria-label=${say(app, 'Cluster {name}', { name })}>
    <h3>${name}</h3>
    ${services.length === 0 && tasks.length === 0 ? html`<p class="faint">${say(app, 'No services')}</p>` : nothing}
    ${repeat(
      services,
      ({ serviceArn }) => serviceArn,
      (service) => drawService(app, service),
    )}
    ${
      tasks.length === 0
        ? nothing
        : html`<div class="service">
            <div class="service__sub">${say(app, 'Standalone tasks')}</div>
            ${drawDots(tasks, say(app, 'Standalone tasks in {name}', { name }))}
          </div>`
    }
  </section>`;
}

function drawService(app: App, service: ServiceSnapshot): TemplateResult {
  const { name, desiredCount, runningCount, taskDefinition, rolloutState, isSteady, lastEvent, tasks } =
    service;
  const { lifecycleStage = '', newTraffic } = service;
  const at = [
    lifecycleStage.toLowerCase().replaceAll('_', ' '),
    newTraffic === undefined ? '' : `${newTraffic} %`,
  ]
    .filter((part) => part !== '')
    .map((part) => ` · ${part}`);
  const isSettled = isSteady && runningCount === desiredCount;
  const rollout =
    rolloutState === '' || rolloutState === 'COMPLETED' ? undefined : rolloutState.toLowerCase();
  return html`<div class="service ${isSettled ? '' : 'service--moving'}">
    <div class="service__head">
      <b>${name}</b>
      <span class="service__count" title=${say(app, 'running of desired')}>${runningCount}/${desiredCount}</span>
    </div>
    <div class="service__sub">
      <span>${taskDefinition}</span>
      ${rollout === undefined ? nothing : html`<span class="rollout rollout--${rollout}">${rollout.replace('_', ' ')}${at.join('')}</span>`}
    </div>
    ${drawDots(tasks, say(app, 'Tasks of {name}', { name }))}
    ${drawServed(app, service)}
    ${lastEvent === '' ? nothing : html`<p class="service__event" title=${lastEvent}>${lastEvent.replace(/^\(service [^)]*\) /, '')}</p>`}
  </div>`;
}

/** Oldest first, followed by the tasks that stopped last. */
function drawDots(tasks: readonly TaskSnapshot[], label: string): TemplateResult {
  const byAge = [...tasks].sort((one, other) => one.createdAt - other.createdAt);
  const live = byAge.filter(({ lastStatus }) => stateOf(lastStatus) !== 'stopped');
  const stopped = byAge.filter(({ lastStatus }) => stateOf(lastStatus) === 'stopped').slice(-stoppedShown);
  return html`<ul class="dots" aria-label=${label}>${repeat([...live, ...stopped], ({ id }) => id, drawTask)}</ul>`;
}

function drawTask({ id, lastStatus, healthStatus, stoppedReason }: TaskSnapshot): TemplateResult {
  const health = healthStatus === '' || healthStatus === 'UNKNOWN' ? '' : `, ${healthStatus}`;
  const label = `${id.slice(0, 8)} ${lastStatus}${health}${stoppedReason ? `: ${stoppedReason}` : ''}`;
  const state = lastStatus === 'RUNNING' && healthStatus === 'UNHEALTHY' ? 'unhealthy' : stateOf(lastStatus);
  return html`<li class="task-dot task-dot--${state}" tabindex="0" role="img" aria-label=${label} data-tip=${label}></li>`;
}

function stateOf(lastStatus: string): string {
  if (lastStatus === 'RUNNING') return 'running';
  if (lastStatus === 'STOPPED' || lastStatus === 'DELETED') return 'stopped';
  return ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING'].includes(lastStatus) ? 'stopping' : 'pending';
}
