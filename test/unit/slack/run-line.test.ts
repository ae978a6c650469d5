import { WebAPIPlatformError } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { Card } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import type { LineDeps, LineRequest } from '../../../src/slack/context.ts';
import { lastWord, runLine } from '../../../src/slack/run-line.ts';
import type { Message } from '../../../src/views/blocks.ts';
import { memoryStore } from '../../helpers/memory-stores.ts';

const card: Card = {
  id: 'c1',
  line: 'scale shop/web 5',
  change: {
    type: 'scale',
    target: { cluster: 'shop', service: 'web' },
    before: { desiredCount: 3, runningCount: 3 },
    after: { desiredCount: 5 },
  },
  askedBy: 'U0OPERATOR',
  channelId: 'C0LOCAL0OPS',
  askedAt: '2026-01-05T10:00:00.000Z',
  expiresAt: 0,
};
const at = card.askedAt;
const intent = { card, decision: 'make', decidedBy: card.askedBy, jobId: 'j1', decidedAt: at } as const;

async function said(store = memoryStore(), line = 'confirm c1'): Promise<string> {
  const told: Message[] = [];
  const toPerson = async (message: Message) => {
    told.push(message);
  };
  const answer = {
    toPerson,
    toChannel: toPerson,
    acknowledge: async () => {},
    removeOriginal: async () => {},
  };
  await lastWord({ line, answer }, { store, messages: en });
  return told[0]?.text ?? '';
}

test('of a press that came to nothing, and of every other line, it says to try again', async () => {
  expect(await said()).toContain('Try again in a minute');
  expect(await said(memoryStore(), 'services')).toContain('Try again in a minute');
});

test('of a press that was carried out it never says to try again', async () => {
  const store = memoryStore();
  await store.putIntent(intent);
  expect(await said(store)).toContain('unknown whether it was done');
  await store.putOutcome('c1', { result: 'applied', at });
  expect(await said(store)).toContain('It was done; only the message');
});

test('what can not be read is unknown', async () => {
  const store = { ...memoryStore(), getIntent: () => Promise.reject(new Error('DynamoDB is away')) };
  expect(await said(store)).toContain('unknown whether it was done');
});

test('a change that was begun is not given up while Slack rejects the token: its last try becomes a dead letter', async () => {
  const store = memoryStore();
  const rejected = new WebAPIPlatformError({ ok: false, error: 'invalid_auth' });
  const told: string[] = [];
  const run = () => {
    const answer = { toPerson: async ({ text }: Message) => void told.push(text) };
    const caller = { userId: card.askedBy, channelId: card.channelId };
    const access = { person: () => Promise.reject(rejected), lastKnownAt: () => undefined };
    const request = { line: 'confirm c1', caller, answer, delivery: { firstTry: false, lastTry: true } };
    const deps = { access, store, messages: en, commands: [], logger: { info: () => {} } };
    return runLine(request as unknown as LineRequest, deps as unknown as LineDeps);
  };
  // Of what was not begun, the person reads what Slack refuses, and that is all.
  await run();
  expect(told.splice(0)).toHaveLength(1);
  await store.putIntent(intent);
  await expect(run()).rejects.toBe(rejected);
  expect(told.join()).toContain('unknown whether it was done');
});
