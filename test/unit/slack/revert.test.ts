import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { CannotPost, Unanswered } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import { SlackFailed } from '../../../src/slack/errors.ts';
import { runRevert } from '../../../src/slack/revert.ts';
import { clock, context, hour, run, shareTimers } from '../../helpers/timers.ts';

shareTimers();

test.each([
  ['Slack never answers', new Unanswered()],
  ['the channel takes none', new CannotPost('C0LOCAL0OPS', { kind: 'forbidden', code: 'not_in_channel' })],
])('that a timer left alone what it was to take back is told directly if %s', async (_, error) => {
  const { told, revert } = await takenOver(error);
  await revert((userId) => void told.push(userId));
  expect(told).toEqual(['U0OPERATOR']);
});

test('what reached nobody, because Slack is down, fails its job: given back, it tells', async () => {
  const { told, revert } = await takenOver(new Unanswered());
  const down = new SlackFailed('no answer', { kind: 'broken', code: 'ECONNRESET', answerLost: true });
  await expect(revert(() => Promise.reject(down))).rejects.toThrow('no answer');
  await revert((userId) => void told.push(userId));
  expect(told).toEqual(['U0OPERATOR']);
});

test('what Slack took twice without an answer is over, also where it was told directly', async () => {
  const { revert } = await takenOver(new Unanswered());
  await revert(() => Promise.reject(new Unanswered()));
});

/** A change for an hour whose time is up, and whose count somebody else has set since. */
async function takenOver(error: Error) {
  const changeId = await run('scale shop/web 6 for 1h');
  const outside = new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 5 });
  await context.clients.ecs.send(outside);
  clock.now += 2 * hour;
  const told: string[] = [];
  const deps = (direct: (userId: string) => unknown) => ({
    ...context,
    ...context.clients,
    messages: en,
    channelMessages: async () => en,
    logger: { info() {}, warn() {}, error() {} },
    settings: {
      announce: () => Promise.reject(error),
      direct: async (_: string, userId: string) => direct(userId),
    },
  });
  const delivery = {
    jobId: `return-${changeId}`,
    receivedAt: clock.now,
    firstTry: false,
    lastTry: true,
  };
  const revert = (direct: (userId: string) => unknown) =>
    runRevert({ kind: 'return', changeId, setAt: 0 }, delivery, deps(direct) as never);
  return { told, revert };
}
