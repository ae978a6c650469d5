import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createRoleGuard } from '../../../infra/local/serverless/roles.ts';
import { readService } from '../../../infra/local/serverless/service.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guard = createRoleGuard(readService({ root, stage: 'local', region: 'us-east-1', params: {} }));
const ask = (accessKeyId: string, action: string, ...tables: string[]) =>
  guard({ accessKeyId, service: 'dynamodb', action, tables })?.message;
const table = 'ecs-ops-bot-local';
const audit = `${table}-audit`;

test('the worker adds to the audit and reads it, and can neither change nor delete what is there', () => {
  for (const action of ['PutItem', 'GetItem']) expect(ask('worker', action, audit), action).toBeUndefined();
  for (const index of ['by-day', 'by-target'])
    expect(ask('worker', 'Query', `${audit}/index/${index}`)).toBeUndefined();
  for (const action of ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'Scan', 'DeleteTable', 'UpdateTable'])
    expect(ask('worker', action, audit), action).toMatch(new RegExp(`dynamodb:${action}`));
  expect(ask('worker', 'DeleteItem', table)).toBeUndefined();
});

test('the events function and the front door have no right to the audit at all', () => {
  for (const role of ['task-events', 'slack']) {
    for (const action of ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'Query']) {
      expect(ask(role, action, audit), `${role} ${action}`).toMatch(/not authorized/);
      expect(ask(role, action, `${audit}/index/by-day`), `${role} ${action}`).toMatch(/not authorized/);
    }
  }
  expect(ask('task-events', 'BatchWriteItem', table)).toBeUndefined();
  expect(ask('task-events', 'BatchWriteItem', table, audit)).toMatch(
    /BatchWriteItem on ecs-ops-bot-local-audit/,
  );
  expect(ask('task-events', 'Query', `${table}/index/open`)).toBeUndefined();
});

test('the worker registers task definitions with no role, or with those that it may pass', () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const register = (params: Readonly<Record<string, string>>, ...passes: string[]) =>
    createRoleGuard(readService({ root, stage: 'local', region: 'us-east-1', params }))({
      accessKeyId: 'worker',
      service: 'ecs',
      action: 'RegisterTaskDefinition',
      passes,
    })?.message;
  expect(register({})).toBeUndefined();
  expect(register({}, role('web'))).toMatch(/iam:PassRole on resource: arn:aws:iam::123456789012:role\/web$/);
  const passing = { 'pass-roles': `${role('web')},${role('ecs/*')}` };
  expect(register(passing, role('web'), role('ecs/api'))).toBeUndefined();
  expect(register(passing, role('web'), role('web-2'))).toMatch(/PassRole on resource: .*web-2$/);
  expect(register({ deployments: 'off', ...passing })).toMatch(/perform: ecs:RegisterTaskDefinition$/);
});

test('who is no function is not judged', () => {
  expect(ask('local-world', 'DeleteItem', audit)).toBeUndefined();
});
