import { RegisterTaskDefinitionCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { describe, expect } from 'vitest';
import type { Task } from '../../../src/aws/ecs/tasks.ts';
import type { AuditEntry } from '../../../src/changes/audit.ts';
import type { Intent } from '../../../src/changes/card.ts';
import type { StopTaskChange } from '../../../src/changes/change.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import type { WhyReply } from '../../../src/commands/why.ts';
import { explainTask } from '../../../src/episodes/stop-reasons/explain.ts';
import { en } from '../../../src/messages/en/index.ts';
import { whyView } from '../../../src/views/replies/why.ts';
import { addService, type CommandAccount, refusalOf, replyOf, test } from '../../helpers/command-account.ts';
import { memoryAudit, memoryStoppedTasks } from '../../helpers/memory-stores.ts';

const ending = (seconds: number, code: number) => ({
  'local.ecs/exit-after-seconds': String(seconds),
  'local.ecs/exit-code': String(code),
});

/** A standalone task of a family, and the clock moved until it has ended. */
async function runJob(account: CommandAccount, family: string): Promise<string> {
  const { tasks = [] } = await account.ecs.send(
    new RunTaskCommand({
      cluster: 'shop',
      taskDefinition: family,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    }),
  );
  await account.clock.advance(240_000);
  return tasks[0]?.taskArn?.split('/').at(-1) ?? '';
}

const why = (account: CommandAccount, line: string) => replyOf('why', account.run(line));

describe('the container that decides', () => {
  test('of [app 1, envoy 143] the application, also where the sidecar stands first', async ({ account }) => {
    const containers = [
      { name: 'envoy', essential: false },
      { name: 'app', dockerLabels: ending(5, 1) },
    ];
    await addService(account.ecs, { cluster: 'shop', name: 'meshed', containers });
    const { found } = await why(account, `why shop/${await runJob(account, 'meshed')}`);
    expect(found?.explanation).toEqual({ code: 'failed', detail: '1', expected: false });
  });

  test('a job that ended well is no failure, whatever its agent ended with', async ({ account }) => {
    const containers = [
      { name: 'agent', essential: false, dockerLabels: ending(4, 7) },
      { name: 'job', dockerLabels: ending(9, 0) },
    ];
    await addService(account.ecs, { cluster: 'shop', name: 'nightly', containers });
    const { found } = await why(account, `why shop/${await runJob(account, 'nightly')}`);
    expect(found?.explanation).toEqual({ code: 'finished', expected: true });
  });
});

describe('a service whose name looks like a task’s id', () => {
  const names = ['3f9c2ab1', '0123456789abcdef0123456789abcdef'];
  test.beforeAll(async ({ account }) => {
    const options = {
      'awslogs-group': '/ecs/hex',
      'awslogs-stream-prefix': 'ecs',
      'awslogs-region': 'us-east-1',
    };
    const containers = [{ logConfiguration: { logDriver: 'awslogs', options } } as const];
    for (const name of names) {
      await addService(account.ecs, { cluster: 'shop', name, desiredCount: 1, containers });
    }
    await account.clock.advance(120_000);
  });

  test.for(names.flatMap((name) => [name, `shop/${name}`]))(
    '%s means the service',
    async (given, { account }) => {
      const name = given.split('/').at(-1);
      expect(await why(account, `why ${given}`)).toMatchObject({ scope: `shop/${name}`, found: undefined });
      expect(await replyOf('tasks', account.run(`tasks ${given}`))).toMatchObject({
        scope: { service: name },
      });
      expect((await replyOf('logs', account.run(`logs ${given}`))).task.service).toBe(name);
      expect(await account.run(`stop-task ${given}`)).toMatchObject({
        outcome: { type: 'change', change: { target: { service: name } } },
      });
    },
  );

  test('its ARN too', async ({ account }) => {
    const arn = `arn:aws:ecs:us-east-1:123456789012:service/shop/${names[0]}`;
    expect(await why(account, `why ${arn}`)).toMatchObject({ scope: `shop/${names[0]}` });
  });

  test('a task keeps its id where no service has it; one call looks for that, one for what may be pressed', async ({
    account,
  }) => {
    const { tasks } = await replyOf('tasks', account.run('tasks shop/web'));
    const { id } = tasks[0]!;
    for (const given of [`shop/${id}`, id, id.slice(0, 9), `shop/${id.slice(0, 9)}`]) {
      expect((await replyOf('task', account.run(`tasks ${given}`))).task.id).toBe(id);
    }
    const calls = await account.count(() => account.run(`tasks shop/${id}`));
    expect(calls).toMatchObject({ DescribeServices: 2, DescribeTasks: 1 });
  });
});

describe('standalone tasks go by the name of their family', () => {
  test.beforeAll(async ({ account }) => {
    await account.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'import-prices',
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [
          { name: 'job', image: 'public.ecr.aws/docker/library/busybox:1', dockerLabels: ending(5, 3) },
        ],
      }),
    );
  });

  test('before any has run: they can be muted and followed', async ({ account }) => {
    expect((await account.run('mute shop/import-prices')).outcome).toMatchObject({
      setting: { type: 'mute', pattern: 'shop/import-prices' },
    });
    expect((await account.run('watch shop/import-prices all')).outcome).toMatchObject({
      setting: { type: 'watch', pattern: 'shop/import-prices', level: 'all' },
    });
    expect(await why(account, 'why shop/import-prices')).toMatchObject({
      scope: 'shop/import-prices',
      found: undefined,
    });
  });

  test('after that `why`, `tasks` and `logs` find them', async ({ account }) => {
    const id = await runJob(account, 'import-prices');
    const reply = await why(account, 'why shop/import-prices');
    expect(reply).toMatchObject({ scope: 'shop/import-prices', found: { task: { id } } });
    expect(reply.found?.explanation).toEqual({ code: 'failed', detail: '3', expected: false });
    const { tasks } = await replyOf('tasks', account.run('tasks shop/import-prices --stopped'));
    expect(tasks.map((task) => task.id)).toEqual([id]);
    expect(await refusalOf(account.run('logs shop/import-prices'))).toMatchObject({ code: 'logsElsewhere' });
  });

  test.for<[string, string]>([
    ['mute shop/shop-web', 'of which a service’s tasks run'],
    ['mute shop/import-price', 'that does not exist'],
    ['scale shop/import-prices 3', 'for what only a service can'],
    ['events shop/import-prices', 'for what only a service has'],
  ])('%s: no family %s', async ([line], { account }) => {
    expect(await refusalOf(account.run(line))).toMatchObject({ code: 'unknownService' });
  });
});

test('exit 0 of a standalone task is never the newest failure', async ({ account }) => {
  const stoppedTasks = memoryStoppedTasks();
  const { tasks } = await replyOf('tasks', account.run('tasks shop/web'));
  const job = (code: number, minutes: number): Task => ({
    ...tasks[0]!,
    id: `${code}${minutes}`.padEnd(32, 'a'),
    service: undefined,
    taskDefinition: 'import-prices:3',
    desiredStatus: 'STOPPED',
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppedAt: new Date(minutes * 60_000),
    containers: tasks[0]!.containers.map((container) => ({ ...container, exitCode: code })),
  });
  const stops = [job(3, 1), job(0, 2), job(0, 3), job(0, 4)];
  await stoppedTasks.keep(stops.map((task) => ({ task, explanation: explainTask(task) })));
  const { outcome } = await dispatch('why', {
    ...account.context,
    stoppedTasks,
    caller: { ...account.context.caller, channelId: 'D1' },
  });
  const { reply } = outcome as unknown as { reply: WhyReply };
  expect(reply.found).toMatchObject({ task: { id: stops[0]!.id }, explanation: { detail: '3' } });
  expect(reply.others).toEqual([]);
});

describe('who stopped it through the bot', () => {
  async function stopped(account: CommandAccount, reason: string): Promise<Task> {
    await account.clock.advance(60_000);
    const { tasks } = await replyOf('tasks', account.run('tasks shop/web'));
    const { arn, id } = tasks[0]!;
    await account.ecs.send(new StopTaskCommand({ cluster: 'shop', task: arn, reason }));
    await account.clock.advance(60_000);
    return (await why(account, `why shop/${id}`)).found!.task;
  }

  function entry(
    task: Task,
    values: Partial<Intent> = {},
    result: 'applied' | 'failed' = 'applied',
  ): AuditEntry {
    const at = task.stoppingAt!.toISOString();
    const change: StopTaskChange = {
      type: 'stop-task',
      target: { cluster: 'shop', service: 'web' },
      taskArn: task.arn,
      before: { runningCount: 2, desiredCount: 2, taskDefinition: task.taskDefinition },
    };
    const card = {
      id: 'c1',
      line: 'stop-task shop/web',
      change,
      askedBy: 'U0OPERATOR',
      channelId: 'C1',
      askedAt: at,
      expiresAt: 0,
    };
    const intent: Intent = {
      card,
      decision: 'make',
      decidedBy: 'U0OPERATOR',
      jobId: 'j1',
      decidedAt: at,
      ...values,
    };
    return { kind: 'change', intent, outcome: { result, at } };
  }

  const askedBy = async (account: CommandAccount, task: Task, entries: readonly AuditEntry[]) => {
    const { outcome } = await dispatch(`why shop/${task.id}`, {
      ...account.context,
      audit: memoryAudit(entries),
    });
    return (outcome as unknown as { reply: WhyReply }).reply;
  };

  test('is named from the audit, in words and without guesses', async ({ account }) => {
    const task = await stopped(account, 'Stopped from Slack by U0OPERATOR');
    const reply = await askedBy(account, task, [entry(task, { decidedBy: 'U0LEAD' })]);
    expect(reply.found?.askedBy).toEqual({ userId: 'U0OPERATOR', approvedBy: 'U0LEAD', drill: false });
    const { text } = whyView(reply, en, { now: account.clock.now(), shared: false } as never);
    expect(text).toContain('<@U0OPERATOR> stopped it through this bot');
    expect(text).toContain('Approved by <@U0LEAD>.');
    expect(text).not.toContain('CloudTrail');
  });

  test('is nobody whom the text alone names', async ({ account }) => {
    const task = await stopped(account, 'Stopped from Slack by U0OPERATOR');
    expect((await askedBy(account, task, [])).found?.askedBy).toBeUndefined();
    expect((await askedBy(account, task, [entry(task, {}, 'failed')])).found?.askedBy).toBeUndefined();
    expect(
      (await askedBy(account, task, [entry(task, { decision: 'withdraw' })])).found?.askedBy,
    ).toBeUndefined();
    const other = entry({ ...task, arn: `${task.arn}0` });
    const { text } = whyView(await askedBy(account, task, [other]), en, { now: 0, shared: false } as never);
    expect(text).not.toContain('<@U0OPERATOR>');
    expect(text).toContain('CloudTrail');
  });
});
