import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccessEffect } from '../../../src/access/targets.ts';
import { runningTasks, type Task, toTask } from '../../../src/aws/ecs/tasks.ts';
import type { Change } from '../../../src/changes/change.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { healthyLeft, healthyTasks } from '../../../src/changes/kinds/kind.ts';
import { propose } from '../../../src/changes/propose.ts';
import { startChangeAccount } from '../../helpers/change-context.ts';

const task = (lastStatus: string, healthStatus: string, definition = 'web:1'): Task =>
  toTask({ lastStatus, healthStatus: healthStatus as never, taskDefinitionArn: `a/${definition}` });

test.each([
  ['no health check', [task('RUNNING', 'UNKNOWN'), task('RUNNING', 'UNKNOWN')], 2],
  ['one is ill', [task('RUNNING', 'HEALTHY'), task('RUNNING', 'UNHEALTHY')], 1],
  ['one has not answered yet', [task('RUNNING', 'HEALTHY'), task('RUNNING', 'UNKNOWN')], 1],
  ['one is starting', [task('RUNNING', 'UNKNOWN'), task('PENDING', 'UNKNOWN')], 1],
  ['another revision has no check', [task('RUNNING', 'HEALTHY'), task('RUNNING', 'UNKNOWN', 'web:2')], 2],
  ['one is on its way out', [task('RUNNING', 'HEALTHY'), task('DEACTIVATING', 'HEALTHY')], 1],
])('%s: of these so many serve', (_, tasks, count) => {
  expect(healthyTasks(tasks)).toHaveLength(count);
});

test('whichever tasks ECS stops, never fewer healthy ones are left than was said, and one choice leaves just so many', () => {
  const kinds = fc.constantFrom(...(['HEALTHY', 'UNHEALTHY', 'STARTING'] as const));
  fc.assert(
    fc.property(fc.array(kinds, { maxLength: 7 }), fc.nat(7), (given, count) => {
      const tasks = given.map((kind) =>
        kind === 'STARTING' ? task('PENDING', 'UNKNOWN') : task('RUNNING', kind),
      );
      const stops = Math.max(0, given.length - count);
      // Every way to stop so many.
      const outcomes: number[] = [];
      for (let chosen = 0; chosen < 2 ** given.length; chosen += 1) {
        const left = given.filter((_, index) => ((chosen >> index) & 1) === 0);
        if (given.length - left.length === stops)
          outcomes.push(left.filter((kind) => kind === 'HEALTHY').length);
      }
      expect(healthyLeft(tasks, count)).toBe(Math.min(count, ...outcomes));
    }),
  );
});

let account: Awaited<ReturnType<typeof startChangeAccount>>;
let context: ChangeContext;
let effect: AccessEffect | undefined;
let ill: string[];
beforeEach(async () => {
  account = await startChangeAccount();
  const tasks = await runningTasks(account.context.clients.ecs, 'shop', 'web');
  ill = [tasks[0]?.arn ?? ''];
  const { ecs } = account.context.clients;
  const send = ecs.send.bind(ecs);
  ecs.send = (async (command: DescribeTasksCommand) => {
    const answer = await send(command);
    if (!(command instanceof DescribeTasksCommand)) return answer;
    const health = (arn = '') => ({ healthStatus: ill.includes(arn) ? 'UNHEALTHY' : 'HEALTHY' });
    return { ...answer, tasks: answer.tasks?.map((each) => ({ ...each, ...health(each.taskArn) })) };
  }) as typeof send;
  const access: ChangeContext['access'] = {
    decide: async (ask) => {
      effect = ask.effect;
      return { allowed: true };
    },
  };
  context = { ...account.context, access };
});
afterEach(() => account.close());

const target = { cluster: 'shop', service: 'web' };
const before = { desiredCount: 3, runningCount: 3 };
const leavesOf = async (change: Change) => {
  await propose(change, 'a line', { ...context, jobId: crypto.randomUUID() });
  return effect?.leaves;
};
const scaleTo = (desiredCount: number): Change => ({
  type: 'scale',
  target,
  before,
  after: { desiredCount },
});

test('an ill task is not counted as left, whatever takes tasks away', async () => {
  expect(await leavesOf(scaleTo(2))).toBe(1);
  expect(await leavesOf(scaleTo(1))).toBe(0);
  expect(await leavesOf(scaleTo(4))).toBeUndefined();
  const [sick, well] = await runningTasks(context.clients.ecs, 'shop', 'web');
  const stop = (taskArn = ''): Change => ({
    type: 'stop-task',
    target,
    taskArn,
    before: { ...before, taskDefinition: 'web:1' },
  });
  expect(await leavesOf(stop(sick?.arn))).toBe(2);
  expect(await leavesOf(stop(well?.arn))).toBe(1);
});

test('nor is what a lower count of the last minute takes away', async () => {
  ill = [];
  const { store } = context;
  await store.putLease(
    'shop/web',
    { unsettled: [], effects: [{ type: 'count', from: 3, to: 2, at: 1000 }] },
    0,
  );
  const [first] = await runningTasks(context.clients.ecs, 'shop', 'web');
  const stop: Change = {
    type: 'stop-task',
    target,
    taskArn: first?.arn ?? '',
    before: { ...before, desiredCount: 2, taskDefinition: 'web:1' },
  };
  expect(await leavesOf(stop)).toBe(1);
});
