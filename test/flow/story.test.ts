import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { Card } from '../../src/changes/card.ts';
import { createStory } from '../../src/slack/create-story.ts';
import { postAtMostTwice } from '../../src/slack/post-at-most-twice.ts';
import { webClientOptions } from '../../src/slack/web-client-options.ts';
import { en } from '../../src/views/messages/en.ts';
import { botToken } from '../unit/local-slack/helpers/start-test-slack.ts';
import { startTaskEvents } from './task-events/start-task-events.ts';

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
  const web = new WebClient(botToken, { ...webClientOptions(slack.apiUrl), timeout: 300 });
  const story = createStory({ web, table, ...queue, channelMessages: async () => en, now });
  return { ...events, story, slack };
}

test('the message of a change is posted once, however often its job comes', async () => {
  const { story, slack, messages } = await startStory();
  const first = await story.begin(card, slack.ids.ops, undefined);
  expect(await story.begin(card, slack.ids.ops, undefined)).toEqual(first);
  expect(first.link).toContain('http');
  expect(await messages()).toHaveLength(1);
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
  expect(await postAtMostTwice(world.table, 'card-2', post)).toBe('1700000000.000001');
  expect(await postAtMostTwice(world.table, 'card-2', post)).toBe('1700000000.000001');
  expect(posts).toHaveLength(1);
});

test('two who post the same at once post it once: the other one comes again', async () => {
  const { world } = await startTaskEvents();
  const posts: string[] = [];
  const post = async () => {
    posts.push('posted');
    return '1700000000.000001';
  };
  const both = await Promise.allSettled([1, 2].map(() => postAtMostTwice(world.table, 'card-3', post)));
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(posts).toHaveLength(1);
});
