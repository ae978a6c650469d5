import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { Card } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import { webClientOptions } from '../../../src/slack/client.ts';
import { createStory } from '../../../src/slack/story.ts';
import { arn, hookEvent, minute, setStage, startCanary, type World } from '../../helpers/canary.ts';
import { botToken } from '../../helpers/local-slack.ts';

// An answer to a hook is told in the message of the deployment that waits.

const pause = { hookId: 'h1', targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' };

function waitAt(world: World, stage: string, hookId = 'h1') {
  const expiresAt = world.clock.now() / 1000 + 14_400;
  setStage(world, stage, { weight: 10, hooks: [{ ...pause, hookId, expiresAt }] });
  return world.deliver(hookEvent(world, 'HOOK_AWAITING_ACTION', hookId));
}

function cardOf(id: string, over: object = {}): Card {
  return {
    id,
    line: 'continue shop/web --hook h1',
    change: {
      type: 'continue',
      target: { cluster: 'shop', service: 'web' },
      action: 'CONTINUE',
      deployment: arn,
      hookId: 'h1',
      targetRevision: 'arn:revision',
      before: { desiredCount: 3, runningCount: 3, deploymentId: 'ecs-svc/2', taskDefinition: 'web:3' },
      after: { taskDefinition: 'web:4' },
      strategy: 'CANARY',
      stage: 'POST_SCALE_UP',
      others: 0,
      ...over,
    },
    askedBy: 'U0OPERATOR',
    channelId: 'C0LOCAL0OPS',
    askedAt: '2026-01-05T10:00:00.000Z',
    expiresAt: Date.parse('2026-01-05T12:00:00Z') / 1000,
  };
}

/** A canary that is told in the default channel and waits at a hook, and the story that a worker tells. */
async function startWaiting(notify = 'all') {
  const world = await startCanary(notify);
  await world.pass(minute);
  await waitAt(world, 'POST_SCALE_UP');
  await world.pass(minute);
  const { slack } = world;
  const { table, queue, now } = world.world;
  const web = new WebClient(botToken, webClientOptions(slack.fetch, slack.apiUrl));
  const words = { channelMessages: async () => en, defaultChannel: slack.ids.ops, answersHooks: true };
  const story = createStory({ web, table, ...queue, ...words, now, logger: console });
  const at = () => new Date(now()).toISOString();
  const plain = async () => (await world.messages()).filter(({ broadcast }) => !broadcast);
  const notices = async () => (await world.messages()).filter(({ broadcast }) => broadcast);
  return { ...world, story, at, plain, notices };
}

const buttons = (message: unknown) => JSON.stringify((message as { blocks: unknown }).blocks);

test('an answer is told in the one message, whose buttons are then of the next hook, to the end', async () => {
  const world = await startWaiting();
  const { story, slack, at, plain, notices } = world;
  const card = cardOf('card-1');
  await story.begin(card, slack.ids.ops, 'U0DEPUTY01');
  const [asked, ...more] = await plain();
  expect(more).toEqual([]);
  expect(asked?.text).toContain(
    '<@U0OPERATOR> is continuing it at `POST_SCALE_UP`, approved by <@U0DEPUTY01>',
  );
  expect(asked?.text).not.toContain('waits for a person');
  expect(buttons(asked)).not.toContain('--hook h1');
  await story.end(card, { result: 'applied', at: at() }, 'U0DEPUTY01');
  setStage(world, 'PRODUCTION_TRAFFIC_SHIFT', { weight: 10 });
  await world.deliver(hookEvent(world, 'HOOK_SUCCEEDED'));
  await world.pass(minute);
  expect((await plain())[0]?.text).toContain(
    'Continued at `POST_SCALE_UP` by <@U0OPERATOR>, approved by <@U0DEPUTY01>',
  );
  await waitAt(world, 'PRODUCTION_TRAFFIC_SHIFT', 'h2');
  await world.pass(minute);
  const [next] = await plain();
  expect(buttons(next)).toContain('--hook h2');
  expect(next?.text).toMatch(/waits for a person.*Continued at `POST_SCALE_UP` by <@U0OPERATOR>/s);
  expect(await plain()).toHaveLength(1);
  expect(await notices()).toHaveLength(2);
});

test('whoever approved it is named as it was decided, though the press of somebody else began the message and died', async () => {
  const { story, slack, plain, at, pass } = await startWaiting();
  const card = cardOf('card-1');
  await story.begin(card, slack.ids.ops, 'U0OTHER001');
  await story.end(card, { result: 'applied', at: at() }, 'U0DEPUTY01');
  await pass(minute);
  expect((await plain())[0]?.text).toContain('approved by <@U0DEPUTY01>');
});

test('its job may come again, and a worker may die between any two of its steps', async () => {
  const { story, slack, plain, at, pass } = await startWaiting();
  const card = cardOf('card-1');
  slack.faults.add({ method: 'chat.update', kind: 'server_error', calls: 1 });
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  const first = await story.begin(card, slack.ids.ops, undefined);
  expect(await story.begin(card, slack.ids.ops, undefined)).toEqual(first);
  expect(await story.find(card, slack.ids.ops)).toEqual(first);
  await story.end(card, { result: 'applied', at: at() }, undefined);
  await story.end(card, { result: 'applied', at: at() }, undefined);
  await pass(minute);
  const [message, ...more] = await plain();
  expect(more).toEqual([]);
  expect(message?.text.match(/Continued at/g)).toHaveLength(1);
});

test('if Slack can’t be told, the answer is not begun, and the message offers it again', async () => {
  const { story, slack, plain, pass } = await startWaiting();
  slack.faults.add({ method: 'chat.update', kind: 'lost_answer', calls: 2 });
  const card = cardOf('card-1');
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow('twice without an answer');
  await pass(minute);
  const [message] = await plain();
  expect(message?.text).not.toContain('<@U0OPERATOR>');
  expect(buttons(message)).toContain('continue shop/web --hook h1');
});

test('in a channel that does not have the message, the same story gets one there; where it was deleted, a new one', async () => {
  const world = await startWaiting();
  const { story, slack, at, pass } = world;
  const web = new WebClient(botToken, webClientOptions(slack.fetch, slack.apiUrl));
  const [old] = await world.plain();
  await web.chat.delete({ channel: slack.ids.ops, ts: old?.ts ?? '' });
  const [here, there] = [cardOf('card-1'), cardOf('card-2', { hookId: 'h2' })];
  await story.begin(here, slack.ids.ops, undefined);
  await story.begin(there, slack.ids.general, undefined);
  for (const card of [here, there]) await story.end(card, { result: 'applied', at: at() }, undefined);
  await pass(5 * minute);
  const told = (await world.plain()).filter(({ ts }) => ts !== old?.ts);
  expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set([slack.ids.ops, slack.ids.general]));
  expect(told).toHaveLength(2);
  for (const { text } of told) expect(text.match(/Continued at `POST_SCALE_UP` by/g)).toHaveLength(2);
});

test('an answer whose worker died before it sent anything is told as not known, and its hook offered again', async () => {
  const world = await startWaiting();
  await world.story.begin(cardOf('card-1'), world.slack.ids.ops, undefined);
  await world.pass(12 * minute);
  const [message] = await world.plain();
  expect(message?.text).toContain('it is not known whether ECS was told so');
  expect(buttons(message)).toContain('continue shop/web --hook h1');
});

test('where no open message tells the deployment, the answer begins one; so does a rollback, whose count goes on', async () => {
  const world = await startWaiting();
  await world.story.begin(
    cardOf('card-1', { deployment: arn.replace('sd-1', 'sd-9') }),
    world.slack.ids.ops,
    undefined,
  );
  expect((await world.plain()).at(-1)?.text).toContain('rolling out, continued by <@U0OPERATOR>');
  await world.story.begin(cardOf('card-2', { action: 'ROLLBACK' }), world.slack.ids.ops, undefined);
  const back = (await world.plain()).at(-1)?.text;
  expect(back).toContain('is rolling it back to `web:3`');
  expect(back).toContain('3 of 3 new running');
});
