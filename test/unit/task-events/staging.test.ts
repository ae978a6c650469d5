import { expect, test } from 'vitest';
import {
  active,
  arn,
  documented,
  hookEvent,
  minute,
  primary,
  setStage,
  startCanary,
  type World,
} from '../../helpers/canary.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

const told = async (world: World) => (await world.messages())[0]?.text ?? '';

test('a canary is told stage by stage, and one that bakes for its time is no problem', async () => {
  const world = await startCanary();
  expect(await told(world)).toContain('canary deployment, in `SCALE_UP`');
  expect(world.ecs.asked.filter((call) => call === 'ListServiceDeployments')).toHaveLength(1);
  setStage(world, 'PRODUCTION_TRAFFIC_SHIFT', { weight: 10 });
  await world.pass(6 * minute);
  expect(await told(world)).toContain('▰▱▱▱▱▱▱▱▱▱ 10 % of the traffic');
  setStage(world, 'BAKE_TIME', { weight: 100 });
  await world.pass(28 * minute);
  const text = await told(world);
  expect(text).toContain('rolling out');
  expect(text).toMatch(/in `BAKE_TIME`\s+·\s+this stage lasts until <!date/);
  const [message] = await world.messages();
  const plan = JSON.stringify(message?.blocks);
  for (const card of ['Start the new tasks: 3 of 3 running', '100 % of the traffic', 'Bake time: until']) {
    expect(plan).toContain(card);
  }
  world.ecs.deployments = [{ ...primary, rolloutState: 'COMPLETED' }];
  setStage(world, 'CLEAN_UP', { weight: 100, status: 'SUCCESSFUL' });
  await world.pass(10 * minute);
  expect(await told(world)).toContain('rolled out');
  expect(await world.messages()).toHaveLength(1);
  expect(world.ecs.asked.filter((call) => call === 'ListServiceDeployments')).toHaveLength(1);
});

test('a bake time that lasts ten minutes too long hangs', async () => {
  const world = await startCanary();
  setStage(world, 'BAKE_TIME', { weight: 100 });
  await world.pass(40 * minute);
  expect(await told(world)).toContain('the rollout hangs');
  expect(await told(world)).toContain('`BAKE_TIME` should be over by now');
});

test('a pause hook is told at once as waiting, and notified an hour before its time is over', async () => {
  const world = await startCanary();
  await world.pass(minute);
  const expiresAt = world.clock.now() + 240 * minute;
  const hook = { hookId: 'h1', targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' };
  setStage(world, 'POST_SCALE_UP', { hooks: [{ ...hook, expiresAt: expiresAt / 1000 }] });
  await world.deliver(hookEvent(world, 'HOOK_AWAITING_ACTION'));
  await world.pass(11_000);
  expect(await told(world)).toMatch(
    /the rollout waits for a person.*Pause hook waits for a person\s+·\s+until <!date.*then ECS rolls back/s,
  );
  expect((await world.messages())[1]).toMatchObject({
    broadcast: true,
    text: expect.stringMatching(
      /^shop\/web: the rollout waits for a person\. Pause hook waits for a person\s+·\s+until \d\d:\d\d UTC, then ECS rolls back\.?$/,
    ),
  });
  await world.pass(175 * minute);
  expect(await world.messages()).toHaveLength(2);
  await world.pass(6 * minute);
  const [, , reply] = await world.messages();
  expect(reply).toMatchObject({ broadcast: true });
  expect(reply?.text).toContain('waits at a hook whose time is nearly over');
  expect(reply?.text).toMatch(/until \d\d:\d\d UTC, then ECS rolls back/);

  setStage(world, 'BAKE_TIME', { weight: 100, hooks: [{ ...hook, status: 'SUCCEEDED' }] });
  await world.deliver(hookEvent(world, 'HOOK_SUCCEEDED'));
  await world.pass(11_000);
  expect(await told(world)).toContain('rolling out');
});

test('a service whose deployments take long is given twice the longest before missing tasks hang', async () => {
  const start = async (minutes: number) => {
    const world = await startTaskEvents();
    const [startedAt, finishedAt] = [1000, 1000 + minutes * 60];
    world.ecs.successful = [{ serviceDeploymentArn: `${arn}0`, createdAt: 999, startedAt, finishedAt }];
    world.ecs.deployments = [{ ...primary, runningCount: 0 }, active];
    setStage(world, 'SCALE_UP', { running: 0 });
    const resources = ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'];
    const updatedAt = new Date(world.clock.now()).toISOString();
    const detail = { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS', deploymentId: primary.id, updatedAt };
    await world.deliver(JSON.stringify({ ...documented, id: 'begun', resources, detail }));
    await world.pass(20 * minute);
    return told(world);
  };
  expect(await start(3)).toContain('the rollout hangs');
  expect(await start(15)).toBe('');
});

/** The canary reaches its pause hook, in a channel with this level. */
async function startWaiting(notify = 'problems', hooks: readonly string[] = ['h1']) {
  const world = await startCanary(notify);
  await world.pass(minute);
  await reach(world, hooks);
  return world;
}

async function reach(world: World, ids: readonly string[]): Promise<void> {
  const hook = { targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' };
  const expiresAt = world.clock.now() / 1000 + 240 * 60;
  setStage(world, 'POST_SCALE_UP', { hooks: ids.map((hookId) => ({ ...hook, hookId, expiresAt })) });
  await world.deliver(...ids.map((id) => hookEvent(world, 'HOOK_AWAITING_ACTION', id)));
  await world.pass(15_000);
}

test('what waits for a person is posted where only problems are heard, once for each hook', async () => {
  const world = await startWaiting();
  const [post, ...none] = await world.messages();
  expect(none).toEqual([]);
  expect(post?.text).toContain('waits for a person');
  const again = hookEvent(world, 'HOOK_AWAITING_ACTION');
  await world.deliver(again);
  await world.pass(30 * minute);
  expect(await world.messages()).toHaveLength(1);
  await reach(world, ['h2', 'h3']);
  const [, reply, ...more] = await world.messages();
  expect(more).toEqual([]);
  expect(reply).toMatchObject({ threadTs: post?.ts, broadcast: true });
  expect(reply?.text.match(/waits for a person/g)).toHaveLength(3);
  await world.pass(30 * minute);
  expect(await world.messages()).toHaveLength(2);
});

test('nobody is notified where the service is silenced, or of a hook that was passed meanwhile', async () => {
  expect(await (await startWaiting('none')).messages()).toEqual([]);
  const world = await startCanary();
  await world.pass(minute);
  setStage(world, 'SCALE_UP', { hooks: [] });
  await world.deliver(hookEvent(world, 'HOOK_AWAITING_ACTION'), hookEvent(world, 'HOOK_SUCCEEDED'));
  await world.pass(5 * minute);
  expect(await world.messages()).toHaveLength(1);
});

test('a mute keeps it back, and its end brings what still waits', async () => {
  const world = await startCanary();
  await world.pass(minute);
  const mute = { channel: world.slack.ids.ops, pattern: 'shop/web', setBy: 'U1', setAt: 0 };
  await world.world.settings.putMute({ ...mute, until: world.clock.now() + 20 * minute });
  await world.pass(minute);
  await reach(world, ['h1']);
  await world.pass(10 * minute);
  expect((await world.messages()).filter(({ broadcast }) => broadcast)).toEqual([]);
  await world.pass(15 * minute);
  expect((await world.messages()).filter(({ broadcast }) => broadcast)).toHaveLength(1);
});

test('if ECS can’t be asked, the event alone is told after a minute', async () => {
  const world = await startCanary();
  await world.pass(minute);
  world.ecs.serviceDeployment = undefined;
  await world.deliver(hookEvent(world, 'HOOK_AWAITING_ACTION'));
  await world.pass(30_000);
  expect(await world.messages()).toHaveLength(1);
  await world.pass(2 * minute);
  expect((await world.messages())[1]?.text).toContain('waits for a person');
});

test('a deployment of what ran before, begun while ECS rolls another back, waits for a person as any other', async () => {
  const world = await startCanary();
  await world.pass(minute);
  const resources = ['arn:aws:ecs:us-west-2:111122223333:service/shop/web'];
  const deployed = (eventName: string, deploymentId: string) => {
    const updatedAt = new Date(world.clock.now()).toISOString();
    const detail = { eventType: 'INFO', eventName, deploymentId, updatedAt };
    return JSON.stringify({ ...documented, id: `${eventName} ${deploymentId}`, resources, detail });
  };
  setStage(world, 'CLEAN_UP', { status: 'ROLLBACK_IN_PROGRESS' });
  await world.deliver(deployed('SERVICE_DEPLOYMENT_FAILED', primary.id));
  await world.pass(minute);
  expect(await told(world)).toContain('the rollout failed');
  const again = { ...primary, id: 'ecs-svc/3', taskDefinition: active.taskDefinition };
  world.ecs.deployments = [again, { ...primary, status: 'ACTIVE', rolloutState: 'FAILED' }];
  const hook = { hookId: 'h9', targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'CONTINUE' };
  setStage(world, 'POST_SCALE_UP', { hooks: [{ ...hook, expiresAt: world.clock.now() / 1000 + 14_400 }] });
  const createdAt = world.clock.now() / 1000;
  Object.assign(world.ecs.serviceDeployment ?? {}, {
    serviceDeploymentArn: arn.replace('sd-1', 'sd-2'),
    createdAt,
  });
  await world.deliver(deployed('SERVICE_DEPLOYMENT_IN_PROGRESS', again.id));
  await world.pass(2 * minute);
  const messages = await world.messages();
  expect(messages.at(-1)).toMatchObject({ broadcast: true });
  expect(messages.at(-1)?.text).toContain('the rollout waits for a person');
  expect(JSON.stringify(messages[0]?.blocks)).toContain('continue shop/web --hook h9');
});
