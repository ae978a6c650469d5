import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { describeService } from '../../../src/aws/ecs/services.ts';
import type { Change } from '../../../src/changes/change.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { restartChange } from '../../../src/changes/kinds/restart.ts';
import { dryRun, propose } from '../../../src/changes/propose.ts';
import { scaleTo5, test } from '../../helpers/change-context.ts';

/** The same, with a store and a Slack that nothing may be written to. */
function readOnly(context: ChangeContext): ChangeContext {
  const isRead = (name: string | symbol) => /^(?:get|scaledSince|entries|changesOf)/.test(String(name));
  const guarded = <Of extends object>(name: string, of: Of): Of =>
    new Proxy(of, {
      get(target, key) {
        if (isRead(key)) return Reflect.get(target, key);
        throw new Error(`A dry run used ${name}.${String(key)}`);
      },
    });
  return {
    ...context,
    store: guarded('store', context.store),
    story: guarded('story', context.story),
    approvals: guarded('approvals', context.approvals),
    revertTimer: guarded('revertTimer', context.revertTimer),
  };
}

async function restart({ clients }: ChangeContext): Promise<Change> {
  const service = await describeService(clients.ecs, 'shop', 'web', ['TAGS']);
  return restartChange(service!, clients, []);
}

async function stopTask({ clients }: ChangeContext): Promise<Change> {
  const tasks = await clients.ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }));
  const before = { runningCount: 3, desiredCount: 3, taskDefinition: 'shop-web:1' };
  const safety = { healthyCount: 3, isDeploying: false, isProtected: false };
  const target = { cluster: 'shop', service: 'web' };
  return { type: 'stop-task', target, taskArn: tasks.taskArns?.[0] ?? '', before, safety };
}

const kinds = { scale: async () => scaleTo5, 'stop-task': stopTask, restart };

test.for(Object.keys(kinds) as (keyof typeof kinds)[])(
  'a dry run of %s shows what its card would, and writes and posts nothing',
  async (kind, { context }) => {
    const change = await kinds[kind](context);
    const shown = await dryRun(change, readOnly(context), { because: 'the sale begins' });
    const card = await propose(change, 'line', context, { because: 'the sale begins' });
    expect(shown).toEqual({ change: card.change, because: card.because });
  },
);

test('whoever may only look is shown it too, with why they could not confirm it', async ({ context }) => {
  const viewer = { ...readOnly(context), userId: 'U0VIEWER' };
  expect(await dryRun(scaleTo5, viewer)).toEqual({
    change: scaleTo5,
    refused: { why: 'denied', denial: expect.anything() },
  });
});

test('a count above the limit, and a freeze, are named', async ({ context }) => {
  const given = readOnly(context);
  expect(await dryRun(scaleTo5, { ...given, maximumDesiredCount: 4 })).toMatchObject({
    refused: { why: 'aboveMaximum', count: 5, maximum: 4 },
  });
  const freeze = {
    pattern: 'shop',
    setBy: 'U1',
    setAt: 0,
    since: 0,
    channel: 'C1',
    reason: 'sale',
    until: 9e15,
  };
  const frozen = { ...given, readSettings: async () => ({ freezes: [freeze] }) };
  expect(await dryRun(await restart(context), frozen)).toMatchObject({ refused: { why: 'frozen' } });
});

test('that a second person has to approve is said, and nobody is asked', async ({ context }) => {
  const decide = async () => ({ allowed: true, approval: 'tag' }) as const;
  expect(await dryRun(scaleTo5, { ...readOnly(context), access: { decide } })).toEqual({
    change: scaleTo5,
    approval: 'tag',
  });
});
