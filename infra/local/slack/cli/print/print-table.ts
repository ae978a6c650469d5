import type { TableBlock } from '@slack/types';
import type { Names } from './names.ts';
import { printRichText } from './print-rich-text.ts';

/** Rows in columns as wide as their widest cell; numbers stand to the right. */
export function printTable(rows: TableBlock['rows'], names: Names): string {
  const texts = rows.map((row) =>
    row.map((cell) =>
      (cell.type === 'rich_text' ? printRichText(cell.elements, names) : cell.text).replaceAll('\n', ' '),
    ),
  );
  const widths: number[] = [];
  for (const row of texts) {
    row.forEach((text, column) => {
      widths[column] = Math.max(widths[column] ?? 0, text.length);
    });
  }
  return texts
    .map((row, index) =>
      row
        .map((text, column) => {
          const isNumber = rows[index]?.[column]?.type === 'raw_number';
          return isNumber ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
