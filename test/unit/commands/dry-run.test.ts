import { expect } from 'vitest';
import { commands } from '../../../src/commands/registry.ts';
import { refusalOf, test } from '../../helpers/command-account.ts';

test.for([
  'scale shop/web 5 --dry-run',
  'scale --dry-run shop/web 5 for 2h',
  // iOS turns two hyphens into a dash.
  'scale shop/web 5 —dry-run',
  'scale shop/web 5 -dry-run',
  'scale shop web 5 --DRY-RUN',
  'scale shop/web 5 --dry-run because the sale begins',
  // Not a part of the reason.
  'scale shop/web 5 because the sale begins --dry-run',
  'scale shop/web 5 because the sale begins —dry-run ',
])('%j is only shown', async (line, { account }) => {
  const { dryRun, outcome, because } = await account.run(line);
  expect(outcome).toMatchObject({ type: 'change', change: { after: { desiredCount: 5 } } });
  expect(dryRun).toBe(true);
  if (line.includes('because')) expect(because).toBe('the sale begins');
});

test('a reason that only speaks of it is a reason', async ({ account }) => {
  const { dryRun, because } = await account.run('restart shop/web because --dry-run looked right');
  expect(dryRun).toBe(false);
  expect(because).toBe('--dry-run looked right');
});

test.for([
  'service shop/web --dry-run',
  'mute shop/web 2h --dry-run',
  'freeze shop because the sale begins --dry-run',
  'undo 0b7c --dry-run',
  'confirm 0b7c --dry-run',
  'cancel 0b7c --dry-run',
])('%j is refused: it is for changes that a person types', async (line, { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject({ code: 'unknownFlag', given: '--dry-run' });
});

test('every change that a person types has it', () => {
  const having = commands.filter(({ flags }) => flags.some(({ name }) => name === 'dry-run'));
  expect(having).toEqual(commands.filter(({ kind, hidden }) => kind === 'change' && !hidden));
});
