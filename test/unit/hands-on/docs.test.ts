import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { monthlyCost, prices } from '../../../infra/hands-on/prices.ts';
import { commands } from '../../../src/commands/registry.ts';

const page = fileURLToPath(new URL('../../../docs/hands-on.md', import.meta.url));
const text = readFileSync(page, 'utf8');

test('every file that the page names is there', () => {
  const links = [...text.matchAll(/\]\((\.\.\/[^)]+)\)/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) expect(existsSync(new URL(link, `file://${page}`)), link).toBe(true);
});

test('every command that the page names is one', () => {
  const named = new Set([...text.matchAll(/`\/ecs ([a-z-]+)/g)].map(([, name]) => name!));
  const known = Object.values(commands).map(({ name }) => name);
  for (const name of named) if (name !== 'hands-on') expect(known).toContain(name);
  expect(named.size).toBeGreaterThan(10);
});

test('every resource that the page names is in the template', () => {
  const template = readFileSync(new URL('../../../infra/hands-on/stack.yml', import.meta.url), 'utf8');
  const cells = [...text.matchAll(/stack\.yml\)((?:,? `\w+`)+)/g)].flatMap(([, cell]) => [
    ...cell!.matchAll(/`(\w+)`/g),
  ]);
  expect(cells.length).toBeGreaterThan(8);
  for (const [, id] of cells) expect(template).toContain(`\n  ${id}:\n`);
});

test('the page reckons as status does', () => {
  const hour = (month: number) => (month / prices.hoursInMonth).toFixed(4);
  const two = monthlyCost.loadBalancer() + 2 * monthlyCost.task(256, 512);
  expect(text).toContain(`| **${hour(two)}** | **${two.toFixed(2)}** |`);
  const task = monthlyCost.task(256, 512) - prices.publicIpv4Hour * prices.hoursInMonth;
  expect(text).toContain(`| ${hour(task)} | ${task.toFixed(2)} |`);
  expect(text).toContain(`as of ${prices.asOf}`);
});
