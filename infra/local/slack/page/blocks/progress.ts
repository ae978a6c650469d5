import type { PlanBlock, TaskCardBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { drawFold } from '../views/draw-fold.ts';
import type { DrawBlock } from './draw-block.ts';
import type { DrawContext } from './draw-context.ts';
import { drawRichText } from './draw-rich-text.ts';

const labels = {
  pending: 'pending',
  in_progress: 'in progress',
  complete: 'complete',
  error: 'failed',
} as const;

/** Work in steps. A plan's own state follows from its tasks. */
export const progress = {
  task_card: (context, task: TaskCardBlock) =>
    html`<div class="block plan plan--single">${drawTask(context, task)}</div>`,
  plan: (context, { title, tasks = [] }: PlanBlock) => {
    const cards = tasks as TaskCardBlock[];
    const done = cards.filter(({ status }) => status === 'complete').length;
    const state = planState(cards);
    const heading = html`${stateIcon(context.app, state)}<span class="plan__title">${title}</span>
      <span class="plan__count">${say(context.app, '{done} of {all}', { done, all: cards.length })}</span>`;
    const body = html`<ol class="plan__tasks">${cards.map((task) => html`<li>${drawTask(context, task)}</li>`)}</ol>`;
    return html`<div class="block plan">${drawFold(context, 'plan', heading, body, true)}</div>`;
  },
} satisfies Record<string, DrawBlock<never>>;

function drawTask(
  { app }: DrawContext,
  { title, status, details, output, sources }: TaskCardBlock,
): TemplateResult {
  return html`<div class="task task--${status}">
    ${stateIcon(app, status)}
    <div class="task__body">
      <div class="task__title">${title}</div>
      ${details ? html`<div class="task__details">${drawRichText(app, details.elements)}</div>` : nothing}
      ${output ? html`<div class="task__output">${drawRichText(app, output.elements)}</div>` : nothing}
      ${
        sources
          ? html`<div class="task__sources">
              ${sources.map(({ url, text }) => html`<a href=${url} target="_blank" rel="noreferrer">${text}</a>`)}
            </div>`
          : nothing
      }
    </div>
  </div>`;
}

function stateIcon(app: App, status: TaskCardBlock['status']): TemplateResult {
  const label = say(app, labels[status]);
  return html`<span class="state state--${status}" role="img" aria-label=${label} title=${label}></span>`;
}

function planState(tasks: readonly TaskCardBlock[]): TaskCardBlock['status'] {
  if (tasks.some(({ status }) => status === 'error')) return 'error';
  if (tasks.length > 0 && tasks.every(({ status }) => status === 'complete')) return 'complete';
  return tasks.some(({ status }) => status !== 'pending') ? 'in_progress' : 'pending';
}
