import { ids } from '../objects/ids.ts';
import { richText } from '../objects/rich-text.ts';
import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { byType } from '../rules/by-type.ts';
import { list } from '../rules/list.ts';
import { number } from '../rules/number.ts';
import { object } from '../rules/object.ts';
import { onSurfaces } from '../rules/on-surfaces.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const cells = {
  raw_text: object({ type: oneOf('raw_text'), text: string() }),
  raw_number: object({
    type: oneOf('raw_number'),
    value: number(undefined, undefined, true),
    text: string(),
  }),
  rich_text: richText,
};
const row = list(
  byType(() => cells),
  20,
);
const column = object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean });

/** Tables. A data table's first row is its header. */
export const tableBlocks: Readonly<Record<string, Rule>> = {
  table: onSurfaces(
    ['message', 'home'],
    object(
      { type: oneOf('table'), rows: list(row, 100) },
      { ...ids.block, column_settings: list(column, 20) },
    ),
  ),
  data_table: onSurfaces(
    ['message', 'home'],
    object(
      { type: oneOf('data_table'), caption: string(), rows: list(row, 201, 2) },
      { ...ids.block, page_size: number(1, 100), row_header_column_index: number(0, 19) },
    ),
  ),
};
