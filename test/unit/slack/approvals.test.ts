import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { Card } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import { createApprovals } from '../../../src/slack/approvals.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { botToken, silentLogger } from '../../helpers/local-slack.ts';

async function start() {
  const { world, slack, clock, messages } = await startTaskEvents();
  const web = new WebClient(botToken, {
    slackApiUrl: slack.apiUrl,
    rejectRateLimitedCalls: true,
    fetch: slack.fetch,
    logger: silentLogger,
    retryConfig: { retries: 0 },
  });
  const { table } = world;
  const logger = { warn: () => undefined };
  const approvals = createApprovals({
    web,
    table,
    logger,
    channelMessages: async () => en,
    now: () => clock.now(),
  });
  const channel = slack.ids.ops;
  const card = (id: string): Card => ({
    id,
    line: 'scale shop/web 5',
    askedBy: 'U1',
    channelId: channel,
    approval: 'grant',
    askedAt: new Date(clock.now()).toISOString(),
    expiresAt: clock.now() / 1000 + 600,
    change: {
      type: 'scale',
      target: { cluster: 'shop', service: 'web' },
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount: 5 },
    },
  });
  return { approvals, card, channel, slack, messages };
}

test('what waits for a second person notifies once for each card, whoever asks how often', async () => {
  const { approvals, card, channel, messages } = await start();
  await approvals.ask(card('first'), channel);
  // A redelivered job asks again, after the answer or at the same time.
  await approvals.ask(card('first'), channel);
  await Promise.allSettled([1, 2, 3].map(() => approvals.ask(card('second'), channel)));
  await approvals.ask(card('second'), channel);
  const posts = await messages();
  expect(posts.map(({ blocks }) => /confirm (\w+)/.exec(JSON.stringify(blocks))?.[1])).toEqual([
    'first',
    'second',
  ]);
  // A press that came to nothing, and one that ended it, edit the card: no notification of their own.
  await approvals.working(card('first'), 'U2');
  await approvals.reopen(card('first'));
  await approvals.close(card('second'), { type: 'expired' });
  expect(await messages()).toHaveLength(2);
});

test('where Slack lost the answer it may stand there twice, never three times', async () => {
  const { approvals, card, channel, slack, messages } = await start();
  slack.faults.add({ method: 'chat.postMessage', kind: 'lost_answer', calls: 9 });
  for (let tries = 0; tries < 4; tries += 1) {
    await approvals.ask(card('lost'), channel).catch(() => undefined);
  }
  expect(await messages()).toHaveLength(2);
});
