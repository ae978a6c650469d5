import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandTable } from './command-table.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

const marked = /(<!-- commands -->\n)[\s\S]*(<!-- \/commands -->)/;
writeFileSync(
  README,
  readFileSync(README, 'utf8').replace(
    marked,
    (_, start: string, end: string) => `${start}${commandTable()}\n${end}`,
  ),
);
