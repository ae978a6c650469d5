import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const text = readFileSync(`${root}SECURITY.md`, 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:threat|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', guard = '', proof = '']) => ({ threat, guard, proof }));

test('the threat model has rows', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('$threat: has a guard and a test that exists', ({ guard, proof }) => {
  expect(guard).not.toBe('');
  const files = [...proof.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file ?? '');
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(existsSync(root + file), file).toBe(true);
});

test('it names only scripts and files that exist', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g))
    expect(Object.keys(scripts)).toContain(script);
  for (const [, file] of text.matchAll(/`((?:src|infra|functions)\/[^`]+)`/g))
    expect(existsSync(root + file), file).toBe(true);
});
