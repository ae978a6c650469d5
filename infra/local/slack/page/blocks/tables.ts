import type { DataTableBlock, TableBlock } from '@slack/types';
import { html, nothing, type TemplateResult } from 'lit-html';
import { placeKey } from '../model/place-key.ts';
import { say } from '../model/say.ts';
import type { DrawBlock } from './draw-block.ts';
import type { DrawContext } from './draw-context.ts';
import { drawRichText } from './draw-rich-text.ts';

type Cell = TableBlock['rows'][number][number];

/** Tables: a plain one whose columns are set, and one that is sorted and paged. */
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
