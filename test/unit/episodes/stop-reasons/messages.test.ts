import { describe, expect, it } from 'vitest';
import { dispatch } from '../../../../src/commands/line/dispatch.ts';
import type { WhyReply } from '../../../../src/commands/why.ts';
import { explainMessage } from '../../../../src/episodes/stop-reasons/explain.ts';
import { en } from '../../../../src/messages/en/index.ts';
import { eventsView } from '../../../../src/views/replies/service.ts';
import { whyView } from '../../../../src/views/replies/why.ts';
import { type CommandAccount, test } from '../../../helpers/command-account.ts';

const unreachable =
  '(service web) was unable to place a task. Reason: ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration.';

describe('a service’s own message', () => {
  it.each([
    [unreachable, 'initNoRoute'],
    [
      '(service web) was unable to place a task. Reason: CannotPullContainerError: web:2: not found',
      'pullNotFound',
    ],
    [
      '(service web) was unable to place a task. Reason: TaskFailedToStart: RESOURCE:MEMORY.',
      'placementMemory',
    ],
    ['(service web) was unable to place a task. Reason: Something new', 'placementOther'],
    [
      '(service web) (port 80) is unhealthy in (target-group arn:aws:…) due to (reason Request timed out)',
      'loadBalancer',
    ],
    ['(service web) has reached a steady state.', undefined],
    ['(service web) has started 2 tasks: (task 1) (task 2).', undefined],
    ['(service web) has stopped 1 running tasks: (task 1).', undefined],
    ['(service web) registered 1 targets in (target-group arn:aws:…)', undefined],
    ['(service web) (deployment ecs-svc/1) deployment completed.', undefined],
  ])('%s: %s', (message, code) => {
    expect(explainMessage(message)?.code).toBe(code);
  });

  it('has its meaning beside it in `events`', () => {
    const row = {
      type: 'event',
      at: new Date(0),
      message: unreachable,
      explanation: explainMessage(unreachable),
    } as const;
    const reply = { kind: 'events', target: 'shop/web', sinceMs: 3_600_000, rows: [row], hidden: 0 } as const;
    const { text } = eventsView(reply, en, { now: 0, shared: false } as never);
    expect(text).toContain(`→ ${en.stopReasons.initNoRoute.what('')}`);
  });
});

/** The account, whose service `shop/web` tells these messages, the newest first. */
async function why(account: CommandAccount, ...messages: string[]): Promise<WhyReply> {
  const ecs = Object.create(account.ecs, {
    send: {
      value: async (command: object) => {
        const answer = await account.ecs.send(command as never);
        for (const service of (answer as { services?: { events?: unknown }[] }).services ?? []) {
          service.events = messages.map((message, index) => ({ message, createdAt: new Date(9e12 - index) }));
        }
        return answer;
      },
    },
  });
  const { outcome } = await dispatch('why shop/web', { ...account.context, ecs });
  return (outcome as unknown as { reply: WhyReply }).reply;
}

test('`why` of a service whose tasks are never placed explains its message', async ({ account }) => {
  const reply = await why(account, unreachable, '(service web) has reached a steady state.');
  expect(reply.message?.explanation.code).toBe('initNoRoute');
  const { text } = whyView(reply, en, { now: 0, shared: false } as never);
  expect(text).toContain(en.stopReasons.initNoRoute.causes[0]);
});

test('what was before the service was steady is over', async ({ account }) => {
  expect(
    (await why(account, '(service web) has reached a steady state.', unreachable)).message,
  ).toBeUndefined();
});
