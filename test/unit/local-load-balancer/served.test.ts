import { execFileSync } from 'node:child_process';
import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TaskSnapshot } from '../../../infra/local/ecs/snapshot.ts';
import { type Answers, askSteadily, isAlive, startServedAccount } from '../../helpers/served-account.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const perSecond = 50;
const cluster = 'hands-on';
const service = 'hello-world';

let account: Awaited<ReturnType<typeof startServedAccount>>;
/** Every process that was seen. */
let pids: Set<number>;

beforeEach(async () => {
  account = await startServedAccount({ speed: 10 });
  pids = new Set();
  await served(2);
});
afterEach(async () => {
  await account.close();
  expect(pids.size).toBeGreaterThan(1);
  expect([...pids].filter(isAlive)).toEqual([]);
});

/** Waits until just so many tasks are there, all asked by the load balancer. */
async function served(count: number) {
  return await waitFor(`${count} tasks that are served`, () => {
    const tasks = account.tasks();
    for (const { pid } of tasks) if (pid !== undefined) pids.add(pid);
    const healthy = tasks.filter(({ target }) => target?.state === 'healthy');
    return tasks.length === count && healthy.length === count && tasks;
  });
}

function told(what: string, { answers, seconds }: { answers: Answers; seconds: number }): void {
  console.log(`${what}: ${JSON.stringify(answers)} in ${seconds.toFixed(1)} s`);
}

test('nobody gets a failed answer while a task is stopped and replaced', async () => {
  const [task] = await served(2);
  const client = askSteadily(account.url, perSecond);
  await account.ecs.send(new StopTaskCommand({ cluster, task: task?.taskArn }));
  await waitFor('the task to be gone', () => account.tasks().every(({ id }) => id !== task?.id));
  await served(2);
  const result = await client.stop();
  told('stop-task', result);
  expect(Object.keys(result.answers)).toEqual(['200']);
  expect(result.answers[200]).toBeGreaterThan(perSecond * (result.seconds - 1));
  expect(isAlive(task?.pid ?? 0)).toBe(false);
});

test('nobody gets a failed answer while 2 become 4 and 4 become 2', async () => {
  const client = askSteadily(account.url, perSecond);
  for (const desiredCount of [4, 2]) {
    await account.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
    await served(desiredCount);
  }
  const result = await client.stop();
  told('2 → 4 → 2', result);
  expect(Object.keys(result.answers)).toEqual(['200']);
});

test('kill -9 is answered with 502 until the target is out, and heals as a stopped task does', async () => {
  const [task] = await served(2);
  const client = askSteadily(account.url, perSecond);
  await waitFor('answers', () => (client.answers[200] ?? 0) > perSecond / 2);
  execFileSync('kill', ['-9', String(task?.pid)]);
  const isOut = () => account.tasks().every(({ id, target }) => id !== task?.id || target === undefined);
  await waitFor('the target to be out', isOut);
  // What was on its way just then.
  const { 200: good = 0 } = client.answers;
  await waitFor('further answers', () => (client.answers[200] ?? 0) > good + 5);
  const { 502: failed = 0 } = client.answers;
  await served(2);
  const result = await client.stop();
  told('kill -9', result);

  expect(Object.keys(result.answers).toSorted()).toEqual(['200', '502']);
  expect(result.answers[502]).toBe(failed);
  // ECS takes a second of real life to notice; every other request goes to the dead target.
  expect(failed).toBeLessThan(perSecond);
  const { tasks } = await account.stopped(task?.taskArn);
  expect(tasks).toMatchObject([
    {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 137 }],
    },
  ]);
  const messages = await account.messages();
  expect(messages.some((message) => message.includes('deregistered 1 targets in (target-group arn:'))).toBe(
    true,
  );
});

test('a process that hangs is taken out by its health checks, and replaced', async () => {
  const [task] = await served(2);
  execFileSync('kill', ['-STOP', String(task?.pid)]);
  await waitFor('the task to be gone', () => account.tasks().every(({ id }) => id !== task?.id));
  await served(2);
  const { tasks } = await account.stopped(task?.taskArn);
  expect(tasks?.[0]?.stoppedReason).toMatch(/^Task failed ELB health checks in \(target-group arn:/);
  expect(tasks?.[0]?.containers?.[0]?.exitCode).toBe(137);
  const messages = await account.messages();
  expect(messages.join('\n')).toMatch(
    /\(port 80\) is unhealthy in \(target-group .*due to \(reason Request timed out\)/,
  );
});

test('a canary gets its share of the requests, and nobody a failed answer when it goes on or back', async () => {
  const { ecs } = account;
  const described = async () => {
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    const { serviceDeployments } = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service, maxResults: 1 }),
    );
    const serviceDeploymentArns = serviceDeployments?.map((one) => one.serviceDeploymentArn ?? '') ?? [];
    const found = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    return { loadBalancers: services?.[0]?.loadBalancers ?? [], deployment: found.serviceDeployments?.[0] };
  };
  /** Waits until the deployment pauses when its target has this share of the traffic, in percent. */
  const paused = (share: number) =>
    waitFor(`a pause at ${share} %`, async () => {
      const { deployment } = await described();
      const hook = deployment?.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION');
      const weight = deployment?.targetServiceRevision?.requestedProductionTrafficWeight;
      return weight === share && hook?.hookId !== undefined && { ...deployment, hookId: hook.hookId };
    });
  const act = async (share: number, action: 'CONTINUE' | 'ROLLBACK') => {
    const { serviceDeploymentArn, hookId } = await paused(share);
    await ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));
  };
  const ended = (status: string) =>
    waitFor(status, async () => (await described()).deployment?.status === status);
  const { loadBalancers } = await described();
  const advancedConfiguration = {
    alternateTargetGroupArn: `${loadBalancers[0]?.targetGroupArn}-green`,
    productionListenerRule: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/x/1/2/3',
    roleArn: 'arn:aws:iam::123456789012:role/infrastructure',
  };
  const old = (await served(2)).map(({ id }) => id);
  const client = askSteadily(account.url, perSecond);
  await ecs.send(
    new UpdateServiceCommand({
      cluster,
      service,
      loadBalancers: loadBalancers.map((one) => ({ ...one, advancedConfiguration })),
      deploymentConfiguration: {
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 0 },
        lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] }],
      },
    }),
  );
  await act(0, 'CONTINUE');
  await paused(20);
  await served(4);
  const requests = () => {
    const shares = Map.groupBy(account.tasks(), ({ id }) => (old.includes(id) ? 'old' : 'new'));
    const sum = (tasks: readonly TaskSnapshot[] = []) =>
      tasks.reduce((all, { target }) => all + (target?.requests ?? 0), 0);
    return { old: sum(shares.get('old')), new: sum(shares.get('new')) };
  };
  const before = requests();
  await waitFor('100 requests more', () => requests().old >= before.old + 100);
  const after = requests();
  expect((after.new - before.new) / (after.old - before.old)).toBeCloseTo(0.25, 1);
  await act(20, 'CONTINUE');
  await ended('SUCCESSFUL');
  const young = (await served(2)).map(({ id }) => id);
  expect(young.filter((id) => old.includes(id))).toEqual([]);

  await ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
  await act(0, 'CONTINUE');
  await act(20, 'ROLLBACK');
  await ended('ROLLBACK_SUCCESSFUL');
  expect((await served(2)).map(({ id }) => id)).toEqual(young);
  const result = await client.stop();
  told('canary', result);
  expect(Object.keys(result.answers)).toEqual(['200']);
  // Two deployments of real processes.
}, 90_000);
