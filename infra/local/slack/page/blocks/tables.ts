import type { DataTableBlock, PlanBlock, TableBlock, TaskCardBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import { say } from '../model/say.ts';
import { type App, placeKey } from '../model/state.ts';
import { type DrawBlock, type DrawContext, drawRichText } from './text.ts';

type Cell = TableBlock['rows'][number][number];

/** Tables: a plain one with fixed columns, and one that can be sorted and paged. */
export const tables = {
  table: ({ app }, { rows, column_settings = [] }: TableBlock) => html`<div class="block table-scroll">
    <table class="table">
      ${rows.map(
        (row) => html`<tr>
          ${row.map((cell, column) => {
            const { align = 'left', is_wrapped = false } = column_settings[column] ?? {};
            return html`<td class="align-${align} ${is_wrapped ? 'wrap' : ''}">${drawCell(app, cell)}</td>`;
          })}
        </tr>`,
      )}
    </table>
  </div>`,
  data_table: (context, block: DataTableBlock) => drawDataTable(context, block),
} satisfies Record<string, DrawBlock<never>>;

function drawDataTable(context: DrawContext, block: DataTableBlock): TemplateResult {
  const { app } = context;
  const { caption, page_size: size = 5, row_header_column_index: keyColumn = 0 } = block;
  const [header = [], ...body] = block.rows;
  const key = `${placeKey(context.place)}\n${context.blockId}`;
  const [sortColumn, direction] = (app.ui.view[`${key} sort`] ?? '').split(' ');
  const rows = sortColumn ? sorted(body, Number(sortColumn), direction === 'down') : body;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(Number(app.ui.view[`${key} page`] ?? 0), pages - 1);
  const set = (name: string, value: string) =>
    app.actions.ui({ view: { ...app.ui.view, [`${key} ${name}`]: value } });
  const heading = (cell: Cell, column: number) => {
    const isSorted = sortColumn === String(column);
    const next = isSorted && direction === 'up' ? 'down' : 'up';
    const order = isSorted ? (direction === 'up' ? 'ascending' : 'descending') : 'none';
    return html`<th scope="col" aria-sort=${order}>
      <button @click=${() => set('sort', `${column} ${next}`)}>${drawCell(app, cell)}<span class="sort" aria-hidden="true"></span></button>
    </th>`;
  };
  const cell = (one: Cell, column: number) =>
    column === keyColumn
      ? html`<th scope="row">${drawCell(app, one)}</th>`
      : html`<td class=${one.type === 'raw_number' ? 'align-right' : ''}>${drawCell(app, one)}</td>`;
  return html`<div class="block table-scroll">
    <table class="table table--data">
      <caption>${caption}</caption>
      <thead><tr>${header.map(heading)}</tr></thead>
      <tbody>${rows.slice(page * size, (page + 1) * size).map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody>
    </table>
    ${
      pages === 1
        ? nothing
        : html`<div class="pager">
            <button aria-label=${say(app, 'Previous page')} ?disabled=${page === 0} @click=${() => set('page', String(page - 1))}>‹</button>
            <span>${page + 1} of ${pages}</span>
            <button aria-label=${say(app, 'Next page')} ?disabled=${page === pages - 1} @click=${() => set('page', String(page + 1))}>›</button>
          </div>`
    }
  </div>`;
}

function drawCell(app: DrawContext['app'], cell: Cell): TemplateResult | string {
  return cell.type === 'rich_text' ? drawRichText(app, cell.elements) : cell.text;
}

function sorted(rows: readonly Cell[][], column: number, down: boolean): readonly Cell[][] {
  const value = (row: Cell[]): number | string => {
    const cell = row[column];
    if (cell?.type === 'raw_number') return cell.value;
    return cell?.type === 'raw_text' ? cell.text.toLowerCase() : JSON.stringify(cell);
  };
  const order = [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a).localeCompare(String(b), undefined, { numeric: true });
  });
  return down ? order.reverse() : order;
}

const labels = {
  pending: 'pending',
  in_progress: 'in progress',
  complete: 'complete',
  error: 'failed',
} as const;

/** Work in steps. A plan's state follows from its tasks. */
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

/** A heading that folds its body away; it stays open or closed across edits. */
export function drawFold(
  { app, place, blockId }: DrawContext,
  name: string,
  heading: TemplateResult,
  body: TemplateResult,
  startsOpen: boolean,
): TemplateResult {
  const key = `${placeKey(place)}\n${blockId} ${name}`;
  const isOpen = (app.ui.view[key] ?? (startsOpen ? 'open' : '')) === 'open';
  const toggle = () => app.actions.ui({ view: { ...app.ui.view, [key]: isOpen ? 'closed' : 'open' } });
  return html`<button class="fold" aria-expanded=${isOpen} @click=${toggle}>${heading}<span class="fold__arrow" aria-hidden="true"></span></button>
    ${isOpen ? body : ''}`;
}
