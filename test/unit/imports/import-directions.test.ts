import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readImports } from './read-imports.ts';
import { brokenRules, layers, values } from './rules.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = globSync('{src,functions,infra/local}/**/*.ts', { cwd: root });

test('imports point one way', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => readImports(root, file)).flatMap(brokenRules)).toEqual([]);
});

test('every folder of src has a row and a layer', () => {
  const tops = files.filter((file) => file.startsWith('src/')).map((file) => file.split('/')[1] ?? '');
  expect(Object.keys(values)).toEqual(expect.arrayContaining([...new Set(tops)]));
  expect(layers).toEqual(expect.arrayContaining([...new Set(tops)].filter((top) => !top.endsWith('.ts'))));
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
  ['src/commands/x.ts', `import type { A } from '../slack/a.ts';`],
  ['src/commands/x.ts', `import { ECSClient } from '@aws-sdk/client-ecs';`],
  ['src/commands/x.ts', `import { ECRClient } from '@aws-sdk/client-ecr';`],
  ['src/commands/x.ts', `import type { Block } from '@slack/types';`],
  ['src/views/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/views/x.ts', `import { a } from '../aws/ecs/tasks.ts';`],
  ['src/views/x.ts', `import { WebClient } from '@slack/web-api';`],
  ['src/messages/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/messages/x.ts', `import type { A } from '../views/a.ts';`],
  ['src/aws/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/views/x.ts', `import { SQSClient } from '@aws-sdk/client-sqs';`],
  ['functions/worker.ts', `import { ECSClient } from '@aws-sdk/client-ecs';`],
  ['src/readable/x.ts', `import { a } from '../store/a.ts';`],
  ['src/readable/x.ts', `import type { A } from '../commands/a.ts';`],
  ['src/episodes/x.ts', `import { a } from '../store/a.ts';`],
  ['src/episodes/x.ts', `import { a } from '../aws/ecs/tasks.ts';`],
  ['src/episodes/x.ts', `import type { A } from '../task-events/a.ts';`],
  ['src/access/x.ts', `import { a } from '../aws/ecs/tasks.ts';`],
  ['src/notifications/x.ts', `import { a } from '../store/a.ts';`],
  ['src/store/x.ts', `import type { A } from '../changes/a.ts';`],
  ['src/hands-on/x.ts', `import { a } from '../views/a.ts';`],
  ['src/doctor/x.ts', `import { a } from '../slack/a.ts';`],
  ['src/redact/x.ts', `import { a } from '../messages/mrkdwn.ts';`],
  ['src/changes/x.ts', `import { a } from '../commands/a.ts';`],
  ['src/changes/x.ts', `import { a } from '../front-door/verify.ts';`],
  ['src/changes/x.ts', `import type { A } from '../slack/errors.ts';`],
  ['src/task-events/x.ts', `import { a } from '../slack/a.ts';`],
  ['src/task-events/x.ts', `import { App } from '@slack/bolt';`],
  ['src/slack/x.ts', `import { SSMClient } from '@aws-sdk/client-ssm';`],
  ['src/front-door/x.ts', `import { z } from 'zod';`],
  ['src/front-door/x.ts', `import { en } from '../messages/en/index.ts';`],
  ['functions/slack.ts', `import { a } from '../src/slack/a.ts';`],
  ['functions/slack.ts', `import { SQSClient } from '@aws-sdk/client-sqs';`],
  ['functions/task-events.ts', `import { createApp } from '../src/slack/app.ts';`],
  ['functions/new.ts', `import { a } from '../src/slack/a.ts';`],
  ['src/new-folder/x.ts', `import { a } from '../aws/ecs/a.ts';`],
  ['src/aws/ecs/x.ts', `import type { A } from '../../../infra/local/a.ts';`],
  ['src/slack/x.ts', `import { handler } from '../../functions/worker.ts';`],
  ['infra/local/x.ts', `import type { A } from '../../src/aws/ecs/a.ts';`],
])('refused in %s: %s', (file, source) => {
  expect(readImports(root, file, source).flatMap(brokenRules)).toHaveLength(1);
});

test.each([
  ['src/slack/x.ts', `import type { A } from '../commands/a.ts';`],
  ['src/commands/x.ts', `import type { ECSClient } from '@aws-sdk/client-ecs';`],
  ['src/commands/x.ts', `import { a } from '../aws/ecs/a.ts';`],
  ['src/changes/x.ts', `import { jobGroups } from '../front-door/job.ts';`],
  ['src/views/x.ts', `import { type A, type B } from '../changes/a.ts';`],
  ['src/views/x.ts', `import { targetName } from '../aws/ecs/target.ts';`],
  ['src/views/x.ts', `import type { Button } from '@slack/types';`],
  ['src/front-door/x.ts', `import { connect } from 'node:net';`],
  ['src/doctor/rights.ts', `import { RunTaskCommand } from '@aws-sdk/client-ecs';`],
  ['infra/build/x.ts', `import { commands } from '../../src/commands/registry.ts';`],
])('allowed in %s: %s', (file, source) => {
  expect(readImports(root, file, source).flatMap(brokenRules)).toEqual([]);
});

// `import { z }` takes the whole object, with the sentences of fifty languages: 600 kB in a bundle.
test('zod is imported as a namespace, of which esbuild takes what is used', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const whole = globSync('{src,functions}/**/*.ts', { cwd: root }).filter((file) =>
    /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(readFileSync(root + file, 'utf8')),
  );
  expect(whole).toEqual([]);
});
