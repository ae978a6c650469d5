import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { CannotPost, Unanswered } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import { runRevert } from '../../../src/slack/revert.ts';
import { clock, context, hour, run, shareTimers } from '../../helpers/timers.ts';

shareTimers();

test.each([
  ['Slack never answers', new Unanswered()],
  ['the channel takes none', new CannotPost('C0LOCAL0OPS', { kind: 'forbidden', code: 'not_in_channel' })],
])('that a timer left alone what it was to take back is told directly if %s', async (_, error) => {
  const changeId = await run('scale shop/web 6 for 1h');
  const outside = new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 5 });
  await context.clients.ecs.send(outside);
  clock.now += 2 * hour;
  const told: string[] = [];
  const deps = {
    ...context,
    ...context.clients,
    messages: en,
    channelMessages: async () => en,
    logger: { info() {}, warn() {}, error() {} },
    settings: {
      announce: () => Promise.reject(error),
      direct: async (__: string, userId: string) => void told.push(userId),
    },
  };
  const delivery = {
    jobId: `return-${changeId}`,
    receivedAt: clock.now,
    firstTry: false,
    lastTry: true,
  };
  await runRevert({ kind: 'return', changeId, setAt: 0 }, delivery, deps as never);
  expect(told).toEqual(['U0OPERATOR']);
});
