import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { brokenRules } from './broken-rules.ts';
import { readImports } from './read-imports.ts';
import { folders } from './rules.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = globSync('{src,functions,infra/local}/**/*.ts', { cwd: root });

test('imports point one way', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => readImports(root, file)).flatMap(brokenRules)).toEqual([]);
});

test('every folder of src has a row', () => {
  const tops = files.filter((file) => file.startsWith('src/')).map((file) => file.split('/')[1]);
  expect(Object.keys(folders)).toEqual(expect.arrayContaining([...new Set(tops)]));
});

test('src/config.ts alone reads the environment', () => {
  const readers = files.filter(
    (file) => !file.startsWith('infra/') && /\bprocess\.env\b/.test(readFileSync(`${root}${file}`, 'utf8')),
  );
  expect(readers).toEqual(['src/config.ts']);
});

test.each([
  ['src/commands/x.ts', `import { a } from '../slack/a.ts';`],
  ['src/commands/x.ts', `import '../views/a.ts';`],
  ['src/commands/x.ts', `export { a } from '../views/a.ts';`],
  ['src/commands/x.ts', `const a = await import('../views/a.ts');`],
  ['src/commands/x.ts', `import { type A, b } from '../views/a.ts';`],
  ['src/commands/x.ts', `import { ECSClient } from '@aws-sdk/client-ecs';`],
  ['src/commands/x.ts', `import type { Block } from '@slack/types';`],
  ['src/views/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/views/x.ts', `import { a } from '../ecs/describe-services.ts';`],
  ['src/views/x.ts', `import { WebClient } from '@slack/web-api';`],
  ['src/ecs/x.ts', `import { ECRClient } from '@aws-sdk/client-ecr';`],
  ['src/ecs/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/episodes/x.ts', `import { a } from '../store/a.ts';`],
  ['src/changes/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/task-events/x.ts', `import { a } from '../slack/a.ts';`],
  ['src/front-door/x.ts', `import { z } from 'zod';`],
  ['src/front-door/x.ts', `import { en } from '../views/messages/en.ts';`],
  ['functions/slack.ts', `import { a } from '../src/slack/a.ts';`],
  ['functions/slack.ts', `import { SQSClient } from '@aws-sdk/client-sqs';`],
  ['functions/new.ts', `import { a } from '../src/slack/a.ts';`],
  ['src/new-folder/x.ts', `import { a } from '../ecs/a.ts';`],
  ['src/ecs/x.ts', `import type { A } from '../../infra/local/a.ts';`],
  ['src/slack/x.ts', `import { handler } from '../../functions/worker.ts';`],
  ['infra/local/x.ts', `import type { A } from '../../src/ecs/a.ts';`],
])('refused in %s: %s', (file, source) => {
  expect(readImports(root, file, source).flatMap(brokenRules)).toHaveLength(1);
});

test.each([
  ['src/commands/x.ts', `import type { A } from '../slack/a.ts';`],
  ['src/commands/x.ts', `import { type A, type B } from '../views/a.ts';`],
  ['src/commands/x.ts', `import type { ECSClient } from '@aws-sdk/client-ecs';`],
  ['src/commands/x.ts', `import { a } from '../ecs/a.ts';`],
  ['src/views/x.ts', `import { targetName } from '../ecs/target-name.ts';`],
  ['src/views/x.ts', `import type { Button } from '@slack/types';`],
  ['src/front-door/x.ts', `import { connect } from 'node:net';`],
  ['infra/build/x.ts', `import { commands } from '../../src/commands/commands.ts';`],
])('allowed in %s: %s', (file, source) => {
  expect(readImports(root, file, source).flatMap(brokenRules)).toEqual([]);
});
