import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { accessSchema, writeAccess } from '../../../infra/build/access.ts';
import { loadPolicy } from '../../../src/access/policy.ts';
import { commands, grantableCommands } from '../../../src/commands/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'ecs-ops-bot-access-'));
afterAll(() => rmSync(folder, { recursive: true }));
const names = grantableCommands(commands);
const built = join(folder, 'worker/access.json');
const written = join(folder, 'access.yml');

/** From the file as it was written to what the worker makes of it. */
async function through(text: string) {
  writeFileSync(written, text);
  await writeAccess(built, written);
  return loadPolicy(built, names);
}

test('the access file of this project is one that the bot can use, and opens nothing that it does not name', async () => {
  await writeAccess(built);
  const reading = loadPolicy(built, names);
  expect(reading).toMatchObject({ type: 'policy', policy: { reads: 'members' } });
  const who = reading.type === 'policy' ? reading.policy.grants.flatMap((grant) => grant.who) : [];
  expect(new Set(who)).toEqual(new Set(['S0LOCALONC']));
});

test('infra/access.schema.json is what npm run readme writes', () => {
  const path = fileURLToPath(new URL('../../../infra/access.schema.json', import.meta.url));
  expect(readFileSync(path, 'utf8')).toBe(accessSchema());
});

test.each([
  ['grants: [', /^it is no YAML: .* at line 1, column \d+\.$/],
  ['grants:\n  - {who: U0ANNA, may: change, on: */web}', /in quotes\.$/],
  ['grants:\n  - {who: U0ANNA, may: change, on: *}', /in quotes\.$/],
  [
    'reads: granted\nreads: members\ngrants: []',
    /^it is no YAML: Map keys must be unique at line 2, column 1\.$/,
  ],
  ['', /^the file: null does not fit/],
  [
    'grants: [{who: U0ANNA, may: confirm, on: "*"}]',
    /^grants\[0\]\.may: "confirm" does not fit; write read, change, /,
  ],
])('%j: %s', async (text, problem) => {
  expect(await through(text)).toEqual({
    type: 'unusable',
    problem: expect.stringMatching(problem),
    absent: false,
  });
});

test('a file that was taken away is taken away beside the bundle too', async () => {
  expect(await through('grants: []')).toMatchObject({ type: 'policy' });
  rmSync(written);
  await writeAccess(built, written);
  expect(existsSync(built)).toBe(false);
  expect(loadPolicy(built, names)).toEqual({
    type: 'unusable',
    problem: 'there is no access file.',
    absent: true,
  });
});

test.each(['', 'null', '[]', '{}', '{"policy":', '"granted"', '{"policy":null}'])('damaged: %j', (text) => {
  writeFileSync(built, text);
  expect(loadPolicy(built, names)).toMatchObject({ type: 'unusable', absent: false });
});

test('what is no file is a problem, not an open door', () => {
  expect(loadPolicy(folder, names)).toMatchObject({ type: 'unusable', absent: false });
});
