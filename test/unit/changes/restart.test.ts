import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { describeService } from '../../../src/aws/ecs/services.ts';
import type { RestartChange, RollbackChange, StopTaskChange } from '../../../src/changes/change.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { effectsOf } from '../../../src/changes/effects.ts';
import { restartChange, restartKind } from '../../../src/changes/kinds/restart.ts';
import { stopTaskKind } from '../../../src/changes/kinds/stop-task.ts';
import { propose } from '../../../src/changes/propose.ts';
import { test, throttled } from '../../helpers/change-context.ts';

const web = { cluster: 'shop', service: 'web' };

async function restartOf({ clients }: ChangeContext, name = 'web'): Promise<RestartChange> {
  const service = await describeService(clients.ecs, 'shop', name, ['TAGS']);
  return restartChange(service!, clients, []);
}

let lines = 0;
async function ask(context: ChangeContext) {
  lines += 1;
  return propose(await restartOf(context), 'restart shop/web', { ...context, jobId: `typed-${lines}` });
}

async function deploymentsOf({ clients }: ChangeContext) {
  const { services = [] } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }),
  );
  return services[0]?.deployments ?? [];
}

/** The context of the same job, so many milliseconds after its first try. */
const after = (context: ChangeContext, ms: number) => ({ ...context, now: () => realNow + ms });
/** ECS's clock in these tests is the real one. */
const realNow = Date.now();
const started = (context: ChangeContext) => ({ ...context, now: () => realNow, receivedAt: realNow });

test('a restart begins one deployment of the same task definition', async ({ context: given }) => {
  const context = started(given);
  const [before] = await deploymentsOf(context);
  const card = await ask(context);
  const confirmed = await confirmCard(card.id, context);
  const [now] = await deploymentsOf(context);
  expect(now?.id).not.toBe(before?.id);
  expect(now?.taskDefinition).toBe(before?.taskDefinition);
  expect(confirmed).toMatchObject({ type: 'done', outcome: { result: 'applied', made: now?.id } });
});

test('two who restart at once begin one deployment: the second is shown a card anew', async ({
  context: given,
}) => {
  const context = started(given);
  const [one, other] = [await ask(context), await ask(context)];
  await confirmCard(one.id, context);
  expect(await confirmCard(other.id, { ...context, jobId: 'job-2' })).toMatchObject({ type: 'stale' });
});

test('an answer that was lost: the deployment that has begun since is the one, and no second is begun', async ({
  account,
  context: given,
}) => {
  const context = started(given);
  const card = await ask(context);
  account.faults.push(new ServiceError('ServerException', 'It broke.', 500));
  await expect(confirmCard(card.id, context)).rejects.toThrow('It broke');
  // ECS did it nevertheless.
  await context.clients.ecs.send(new UpdateServiceCommand({ ...web, forceNewDeployment: true }));
  const [made] = await deploymentsOf(context);
  expect(await confirmCard(card.id, after(context, 90_000))).toMatchObject({
    outcome: { result: 'applied' },
  });
  expect((await deploymentsOf(context))[0]?.id).toBe(made?.id);
});

test('a try that did nothing is made again once ECS’s reads have caught up, and not before', async ({
  account,
  context: given,
}) => {
  const context = started(given);
  const [before] = await deploymentsOf(context);
  const card = await ask(context);
  account.faults.push(new ServiceError('ServerException', 'It broke.', 500));
  await expect(confirmCard(card.id, context)).rejects.toThrow('It broke');
  await expect(confirmCard(card.id, after(context, 59_000))).rejects.toMatchObject({ seconds: 1 });
  expect((await deploymentsOf(context))[0]?.id).toBe(before?.id);
  expect(await confirmCard(card.id, after(context, 61_000))).toMatchObject({
    outcome: { result: 'applied' },
  });
  expect((await deploymentsOf(context))[0]?.id).not.toBe(before?.id);
});

test('another revision that came meanwhile leaves it unknown, and nothing more is begun', async ({
  account,
  context: given,
}) => {
  const context = started(given);
  const card = await ask(context);
  account.faults.push(new ServiceError('ServerException', 'It broke.', 500));
  await expect(confirmCard(card.id, context)).rejects.toThrow('It broke');
  const { ecs } = context.clients;
  const running = (card.change as RestartChange).before.taskDefinition;
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: running }));
  const {
    family,
    requiresCompatibilities,
    networkMode,
    cpu,
    memory,
    executionRoleArn,
    containerDefinitions,
  } = taskDefinition!;
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...{
        family,
        requiresCompatibilities,
        networkMode,
        cpu,
        memory,
        executionRoleArn,
        containerDefinitions,
      },
    }),
  );
  await ecs.send(new UpdateServiceCommand({ ...web, taskDefinition: family }));
  const [theirs] = await deploymentsOf(context);
  expect(await confirmCard(card.id, after(context, 90_000))).toMatchObject({
    outcome: { result: 'unknown' },
  });
  expect((await deploymentsOf(context))[0]?.id).toBe(theirs?.id);
});

test('what ECS throttles it did not do: it is sent again at once', async ({ account, context: given }) => {
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  const context = { ...started(given), sleep };
  const [before] = await deploymentsOf(context);
  const card = await ask(context);
  account.faults.push(throttled(), throttled());
  expect(await confirmCard(card.id, context)).toMatchObject({ outcome: { result: 'applied' } });
  expect(slept).toEqual([500, 1500]);
  expect((await deploymentsOf(context))[0]?.id).not.toBe(before?.id);
});

test('what AWS refuses, throttling too, has failed; what it does not answer is unknown', async ({
  account,
  context: given,
}) => {
  const context = { ...started(given), lastTry: true };
  for (const [faults, result] of [
    [[throttled(), throttled(), throttled(), throttled()], 'failed'],
    [[new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.')], 'failed'],
    [[new ServiceError('ServerException', 'It broke.', 500)], 'unknown'],
  ] as const) {
    const card = await ask(context);
    account.faults.push(...faults);
    expect(await confirmCard(card.id, context)).toMatchObject({ outcome: { result } });
  }
});

test('min-running counts what the service’s own settings keep while its tasks are replaced', async ({
  context: given,
}) => {
  const context = started(given);
  expect((await restartOf(context)).keeps).toBe(3);
  const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 200 };
  await context.clients.ecs.send(new UpdateServiceCommand({ ...web, deploymentConfiguration }));
  expect((await restartOf(context)).keeps).toBe(2);
});

test('while ECS does not show yet what was begun, a restart is asked for anew, and a stop counts as one during a deployment', async ({
  context: given,
}) => {
  const { clients } = started(given);
  const restart = await restartOf(given);
  const { target, before } = restart;
  const rollback: RollbackChange = {
    ...{ type: 'rollback', target, before, after: { taskDefinition: 'shop-web:1' }, stops: 'arn' },
    ...{ differences: [], healthy: 3, keeps: 3 },
  };
  const outcome = { result: 'applied', at: new Date(realNow).toISOString() } as const;
  const { taskArns = [] } = await clients.ecs.send(
    new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }),
  );
  const stop: StopTaskChange = { type: 'stop-task', target, taskArn: taskArns[0] ?? '', before };
  for (const recent of [
    effectsOf(restart, { ...outcome, made: 'ecs-svc/9' }),
    effectsOf(rollback, outcome),
  ]) {
    expect(await restartKind.inspect(clients, restart, recent)).toMatchObject({ stale: true });
    const { effect } = await stopTaskKind.inspect(clients, stop, recent);
    expect(effect).toMatchObject({ unsafe: 'deployment' });
  }
  expect((await stopTaskKind.inspect(clients, stop, [])).effect).toEqual({ leaves: 2 });
});

test('min-running keeps nobody from restarting a service of which nothing is healthy: nothing is lost', async ({
  context: given,
}) => {
  const context = started(given);
  const { ecs } = context.clients;
  const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 200 };
  await ecs.send(new UpdateServiceCommand({ ...web, deploymentConfiguration }));
  const effect = async () =>
    (await restartKind.inspect(context.clients, await restartOf(context), [])).effect;
  expect(await effect()).toEqual({ leaves: 2 });
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }));
  for (const task of taskArns) await ecs.send(new StopTaskCommand({ cluster: 'shop', task }));
  expect(await effect()).toEqual({});
});
