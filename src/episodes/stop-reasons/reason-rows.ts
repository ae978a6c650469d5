import type { ReasonRow } from './reason-row.ts';
import { initRows } from './rows/init-rows.ts';
import { placeRows } from './rows/place-rows.ts';
import { pullRows } from './rows/pull-rows.ts';
import { startRows } from './rows/start-rows.ts';
import { stopRows } from './rows/stop-rows.ts';

/** The table: the first row that fits a text says what it means. */
export const reasonRows: readonly ReasonRow[] = [
  ...stopRows,
  ...pullRows,
  ...initRows,
  ...startRows,
  ...placeRows,
];
