import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { Card } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import { createApprovals } from '../../../src/slack/approvals.ts';
import { webClientOptions } from '../../../src/slack/client.ts';
import { postAtMostTwice } from '../../../src/slack/post.ts';
import { createStory } from '../../../src/slack/story.ts';
import { getRecord } from '../../../src/store/table.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { botToken } from '../../helpers/local-slack.ts';

const card: Card = {
  id: 'card-1',
  line: 'scale shop/web 4',
  change: {
    type: 'scale',
    target: { cluster: 'shop', service: 'web' },
    before: { desiredCount: 3, runningCount: 3 },
    after: { desiredCount: 4 },
  },
  askedBy: 'U0OPERATOR',
  channelId: 'C0LOCAL0OPS',
  askedAt: '2026-01-05T10:00:00.000Z',
  expiresAt: Date.parse('2026-01-05T10:10:00Z') / 1000,
};

async function startStory() {
  const events = await startTaskEvents();
  const { table, queue, now } = events.world;
  const { slack } = events;
  const web = new WebClient(botToken, webClientOptions(slack.fetch, slack.apiUrl));
  const words = { channelMessages: async () => en, defaultChannel: slack.ids.ops, answersHooks: true };
  const story = createStory({ web, table, ...queue, ...words, now, logger: console });
  return { ...events, story, slack, web };
}

test('the message of a change is posted once, however often its job comes', async () => {
  const { story, slack, messages } = await startStory();
  const first = await story.begin(card, slack.ids.ops, undefined);
  expect(await story.begin(card, slack.ids.ops, undefined)).toEqual(first);
  expect(first.link).toContain('http');
  expect(await messages()).toHaveLength(1);
});

test.each([
  ['of a service', card.change],
  ['of a cluster', { type: 'create-cluster', target: { cluster: 'shop' } }],
] as const)(
  'the message of a change %s names who approved it as it was decided, whoever began the message',
  async (_, change) => {
    const { story, slack, messages, pass } = await startStory();
    const own = { ...card, change } as Card;
    await story.begin(own, slack.ids.ops, 'U0OTHER001');
    expect((await messages())[0]?.text).toContain('U0OTHER001');
    await story.end(own, { result: 'applied', at: '2026-01-05T10:00:05.000Z' }, 'U0DEPUTY01');
    await pass(60_000);
    const [message] = await messages();
    expect(message?.text).toContain('pproved by <@U0DEPUTY01>');
    expect(message?.text).not.toContain('U0OTHER001');
  },
);

test('that a freeze is broken is told once, and again with whoever approves it after the press of somebody else died', async () => {
  const { story, slack, messages, pass } = await startStory();
  const at = Date.parse(card.askedAt);
  const breaks = {
    pattern: 'shop/*',
    reason: 'sale',
    setBy: 'U0FREEZER1',
    channel: slack.ids.ops,
    since: at,
    setAt: at,
  };
  const own: Card = { ...card, breaks, because: 'hotfix', approval: 'grant' };
  const told = async () => (await messages()).filter(({ text }) => text?.includes('hotfix'));
  for (const approver of ['U0OTHER001', 'U0OTHER001', 'U0DEPUTY01', 'U0DEPUTY01']) {
    await story.begin(own, slack.ids.ops, approver);
    await pass(60_000);
  }
  const [first, second, ...more] = await told();
  expect(first?.text).toContain('Approved by <@U0OTHER001>');
  expect(second?.text).toContain('Approved by <@U0DEPUTY01>');
  expect(more).toEqual([]);
});

test('a card that is pressed again after a later change had its message gets a new one, and the old stays replaced', async () => {
  const { story, slack, messages, clock } = await startStory();
  const later = { ...card, id: 'card-2', askedBy: 'U0DEPUTY01' };
  await story.begin(card, slack.ids.ops, undefined);
  clock.pass(60_000);
  await story.begin(later, slack.ids.ops, undefined);
  clock.pass(60_000);
  const again = await story.begin(card, slack.ids.ops, undefined);
  const texts = (await messages()).map(({ text }) => text);
  expect(texts).toHaveLength(3);
  expect(texts[0]).toContain('A later change has its own message below');
  expect(texts[2]).toContain('<@U0OPERATOR> is scaling 3 → 4');
  expect(await story.find(card, slack.ids.ops)).toEqual(again);
  expect(await story.begin(card, slack.ids.ops, undefined)).toEqual(again);
});

test('a post whose answer is lost stands twice at most, and then the change is not begun', async () => {
  const { story, slack, messages } = await startStory();
  slack.faults.add({ method: 'chat.postMessage', kind: 'lost_answer', calls: 3 });
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow('twice without an answer');
  expect(await messages()).toHaveLength(2);
});

test('a post that surely came to nothing does not count', async () => {
  const { story, slack, messages } = await startStory();
  slack.faults.add({ method: 'chat.postMessage', kind: 'server_error', calls: 2 });
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  await expect(story.begin(card, slack.ids.ops, undefined)).rejects.toThrow();
  await story.begin(card, slack.ids.ops, undefined);
  expect(await messages()).toHaveLength(1);
});

test('a message that Slack answered for is not posted again, whatever failed after it', async () => {
  const { world } = await startTaskEvents();
  const posts: string[] = [];
  const post = async () => {
    posts.push('posted');
    return '1700000000.000001';
  };
  expect(await postAtMostTwice(world, 'card-2', post)).toBe('1700000000.000001');
  expect(await postAtMostTwice(world, 'card-2', post)).toBe('1700000000.000001');
  expect(posts).toHaveLength(1);
  // It expires, later than the longest that a dead letter waits.
  const kept = await getRecord<{ expiresAt: number }>(world.table, 'change#card-2', 'post');
  expect((kept?.expiresAt ?? 0) - world.now() / 1000).toBeGreaterThan(14 * 24 * 3600);
});

test('two who post the same at once post it once: the other one comes again', async () => {
  const { world } = await startTaskEvents();
  const { client, name } = world.table;
  // Both have read that nobody posted it before either says that it does.
  const bothRead = Promise.withResolvers<void>();
  let reads = 0;
  const send = async (command: GetCommand) => {
    const answer = await client.send(command);
    if (!(command instanceof GetCommand)) return answer;
    reads += 1;
    if (reads === 2) bothRead.resolve();
    await bothRead.promise;
    return answer;
  };
  const table = { client: { send } as unknown as typeof client, name };
  const posts: string[] = [];
  const post = async () => {
    posts.push('posted');
    return '1700000000.000001';
  };
  const both = await Promise.allSettled(
    [1, 2].map(() => postAtMostTwice({ table, now: Date.now }, 'card-3', post)),
  );
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(posts).toHaveLength(1);
});

test('a card that asks for a second person is posted once, also when only its own record knows', async () => {
  const { world, web, slack, messages } = await startStory();
  const { table, now } = world;
  const approvals = createApprovals({ web, table, channelMessages: async () => en, now, logger: console });
  await approvals.ask(card, slack.ids.ops);
  // As if the `ts` could not be remembered beside the count.
  const Item = { pk: `change#${card.id}#approval`, sk: 'post', tries: 1, version: 1 };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  await approvals.ask(card, slack.ids.ops);
  expect(await messages()).toHaveLength(1);
});
