import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { taskEvent } from '../../helpers/task-events.ts';

const documented = JSON.parse(
  readFileSync(new URL('../../fixtures/events/deployment-failed.json', import.meta.url), 'utf8'),
);

function deployment(
  state: string,
  at: number,
  more: { readonly id?: string; readonly reason?: string } = {},
) {
  const { id = 'ecs-svc/2', reason = `ECS deployment ${id} in progress.` } = more;
  return JSON.stringify({
    ...documented,
    id: `${id}-${state}-${at}`,
    resources: ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'],
    detail: {
      eventType: 'INFO',
      eventName: `SERVICE_DEPLOYMENT_${state}`,
      deploymentId: id,
      reason,
      updatedAt: new Date(at).toISOString(),
    },
  });
}

const primary = {
  id: 'ecs-svc/2',
  status: 'PRIMARY',
  taskDefinition: 'web:4',
  desiredCount: 3,
  runningCount: 0,
  rolloutState: 'IN_PROGRESS',
};
const active = {
  id: 'ecs-svc/1',
  status: 'ACTIVE',
  taskDefinition: 'web:3',
  desiredCount: 3,
  runningCount: 3,
  rolloutState: 'COMPLETED',
};
const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });

test('a rollout that hangs without a circuit breaker is found by the sweep, and told where only problems are heard', async () => {
  const { deliver, clock, messages, ecs, nudges } = await startTaskEvents();
  ecs.deployments = [primary, active];
  await deliver(deployment('IN_PROGRESS', clock.now()));
  expect(await messages()).toEqual([]);

  ecs.events = ['(service web) was unable to place a task.', '(service web) has started 1 tasks: (task x).'];
  // Every nudge got lost.
  nudges.length = 0;
  clock.pass(9 * 60_000);
  await deliver(sweep);
  expect(await messages()).toEqual([]);
  clock.pass(61_000);
  await deliver(sweep);
  expect((await messages()).map(({ text }) => text)).toEqual([
    '`shop/web`: the rollout hangs. `web:3` → `web:4`. 0 of 3 new running. No progress for 10 min 1 s. ' +
      'It has no circuit breaker: ECS keeps trying. ECS says: was unable to place a task',
  ]);

  const at = clock.now();
  const up = {
    id: '1'.repeat(32),
    version: 4,
    at,
    startedAt: at,
    lastStatus: 'RUNNING',
    startedBy: 'ecs-svc/2',
  };
  await deliver(taskEvent({ ...up, createdAt: at - 8000, taskDefinition: 'web:4' }));
  clock.pass(5000);
  await deliver(sweep);
  expect((await messages())[0]?.text).toContain('rolling out');
});

test('what ECS says of a rollout that hangs is explained as a stop’s reason would be, of the whole text', async () => {
  const { deliver, clock, messages, ecs } = await startTaskEvents();
  ecs.deployments = [primary, active];
  await deliver(deployment('IN_PROGRESS', clock.now()));
  const inner =
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ' +
    `111122223333.dkr.ecr.us-west-2.amazonaws.com/${'team/'.repeat(60)}web:4: not found`;
  ecs.events = [
    `(service web) was unable to place a task. Reason: ${inner}.`,
    '(service web) did something that nobody knows.',
  ];
  clock.pass(10 * 60_000 + 1000);
  await deliver(sweep);
  const [told] = await messages();
  expect(told?.text).toMatch(
    /ECS says: was unable to place a task.*not found\.\n→ its image does not exist/s,
  );
  expect(told?.text).toMatch(/ECS says: did something that nobody knows$/);
});

test('a refused plan goes out at once as plain sections, edit by edit, with its buttons', async () => {
  const { deliver, clock, messages, ecs, slack } = await startTaskEvents();
  ecs.tags = { 'ecs-bot:notify': 'all' };
  ecs.deployments = [primary, active];
  slack.faults.add({ method: '*', kind: 'refuse_block', blockType: 'plan', calls: 2 });
  await deliver(deployment('IN_PROGRESS', clock.now()));
  const [told] = await messages();
  expect(told?.blocks?.map(({ type }) => type)).toEqual(['section', 'actions']);
  expect(JSON.stringify(told?.blocks)).toContain('`web:3` → `web:4`. 0 of 3 new running');

  ecs.deployments = [{ ...active, status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }];
  clock.pass(10_000);
  const reason = 'ECS deployment circuit breaker: tasks failed to start.';
  const back = {
    id: 'ecs-svc/1',
    reason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
  };
  await deliver(
    deployment('FAILED', clock.now(), { reason }),
    deployment('IN_PROGRESS', clock.now() + 1, back),
  );
  const [edited, reply, ...more] = await messages();
  expect(more).toEqual([]);
  expect(reply).toMatchObject({ threadTs: edited?.ts, broadcast: true });
  expect(edited?.text).toBe(
    '`shop/web`: the rollout failed, rolling back. `web:3` → `web:4`. 3 of 3 of the old revision running. ' +
      'ECS says: ECS deployment circuit breaker: tasks failed to start',
  );
});
