import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Freeze } from '../../../src/access/freeze.ts';
import type { Change, ScaleChange } from '../../../src/changes/change.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { freezeInTheWay, passesFreeze } from '../../../src/changes/freeze.ts';
import { propose } from '../../../src/changes/propose.ts';
import { revert } from '../../../src/changes/revert.ts';
import { test as base, refused, scaleTo5 } from '../../helpers/change-context.ts';

const hour = 3_600_000;
const freeze: Freeze = {
  pattern: 'shop/*',
  reason: 'we are moving the database',
  setBy: 'U0FREEZER',
  channel: 'C0FREEZE',
  since: 10_000,
  setAt: 10_000,
  until: 10_000 + hour,
};

/** `freezes` is what stands in the settings. */
const test = base
  .extend('freezes', () => [] as Freeze[])
  .extend('context', ({ account, freezes }) => ({
    ...account.context,
    now: () => 20_000,
    receivedAt: 20_000,
    readSettings: async () => ({ freezes }),
  }));

/** Like `allow`, where each right has to be named. */
function may(rights: Readonly<Record<string, readonly string[]>>, approval?: 'grant') {
  const decide: ChangeContext['access']['decide'] = async ({ userId, commands: [command = ''] }) =>
    rights[userId]?.includes(command)
      ? { allowed: true, ...(approval && command === 'break-glass' && { approval }) }
      : { allowed: false, denial: { why: 'noGrant', may: command, on: 'shop/web', askable: [] } };
  return { decide };
}

const down = { ...scaleTo5, after: { desiredCount: 2 } } as const;

describe('a card', () => {
  test('scaling up passes, scaling down is refused with the freeze', async ({ context, freezes }) => {
    freezes.push(freeze);
    await expect(propose(scaleTo5, 'scale shop/web 5', context)).resolves.toMatchObject({
      line: 'scale shop/web 5',
    });
    const reason = { why: 'frozen', target: 'shop/web', freeze, mayBreak: true };
    await expect(propose(down, 'scale shop/web 2', { ...context, jobId: 'down' })).rejects.toMatchObject({
      reason,
    });
  });

  test('a freeze set after the card was shown refuses the press; its end lets it through', async ({
    account,
    context,
    freezes,
  }) => {
    const card = await propose(down, 'scale shop/web 2', context);
    freezes.push(freeze);
    await expect(confirmCard(card.id, { ...context, jobId: 'press' })).rejects.toEqual(refused('frozen'));
    expect(await account.desiredCount()).toBe(3);
    expect(account.told).toEqual([]);
    const later = { ...context, jobId: 'later', now: () => 10_000 + hour, receivedAt: 10_000 + hour };
    await expect(confirmCard(card.id, later)).rejects.toEqual(refused('cardExpired'));
    freezes.length = 0;
    expect(await confirmCard(card.id, { ...context, jobId: 'again' })).toMatchObject({ type: 'done' });
  });

  test('settings that can’t be read change nothing', async ({ account, context }) => {
    const card = await propose(down, 'scale shop/web 2', context);
    const unread = { ...context, jobId: 'press', readSettings: () => Promise.reject(new Error('throttled')) };
    await expect(confirmCard(card.id, unread)).rejects.toThrow('throttled');
    expect(await account.desiredCount()).toBe(3);
  });

  test('what was confirmed before the freeze goes back by its timer; what was confirmed in it does not', async ({
    account,
    context,
    freezes,
  }) => {
    const timed = { ...scaleTo5, forMs: 60_000 };
    const before = { ...context, now: () => 9_999, receivedAt: 9_999 };
    const early = await propose(timed, 'scale shop/web 5 for 1m', before);
    await confirmCard(early.id, { ...before, jobId: 'press' });
    freezes.push(freeze);
    const due = { ...context, now: () => 70_000, receivedAt: 70_000, jobId: 'return' };
    const made = async (id: string) => (await context.store.getIntent(id))!;
    expect(await revert(await made(early.id), due)).toMatchObject({ type: 'went' });
    expect(await account.desiredCount()).toBe(3);

    const at = (now: number, jobId: string) => ({ ...context, now: () => now, receivedAt: now, jobId });
    const late = await propose(timed, 'scale shop/web 5 for 1m', at(200_000, 'typed'));
    expect(late.stays).toEqual(freeze);
    expect((await context.store.getCard(early.id))?.stays).toBeUndefined();
    await confirmCard(late.id, at(200_000, 'pressed'));
    await expect(revert(await made(late.id), at(260_000, 'return-2'))).rejects.toEqual(refused('frozen'));
    expect(await account.desiredCount()).toBe(5);
  });
});

describe('breaking a freeze', () => {
  const because = { because: 'orders fail' };

  test('needs the right and a reason, and its card names the freeze', async ({
    account,
    context,
    freezes,
  }) => {
    freezes.push(freeze);
    const ask = (rights: readonly string[], given: { because?: string }, jobId: string) =>
      propose(down, 'scale shop/web 2', { ...context, jobId, access: may({ U0OPERATOR: rights }) }, given);
    await expect(ask(['scale', 'break-glass'], {}, '1')).rejects.toMatchObject({
      reason: { mayBreak: true },
    });
    await expect(ask(['scale'], because, '2')).rejects.toMatchObject({
      reason: { why: 'frozen', mayBreak: false },
    });
    await expect(ask(['break-glass'], because, '3')).rejects.toEqual(refused('denied'));
    const card = await ask(['scale', 'break-glass'], because, '4');
    expect(card).toMatchObject({ because: 'orders fail', breaks: freeze });
    expect(card.approval).toBeUndefined();
    const press = { ...context, jobId: 'press', access: may({ U0OPERATOR: ['scale'] }) };
    await expect(confirmCard(card.id, press)).rejects.toEqual(refused('frozen'));
    expect(await account.desiredCount()).toBe(3);
    const may2 = may({ U0OPERATOR: ['scale', 'break-glass'] });
    expect(await confirmCard(card.id, { ...press, access: may2, jobId: 'again' })).toMatchObject({
      type: 'done',
    });
    expect(await context.store.getIntent(card.id)).toMatchObject({
      card: { because: 'orders fail', breaks: freeze },
    });
  });

  test('for a time: its end was confirmed with it', async ({ account, context, freezes }) => {
    freezes.push(freeze);
    const lower = { ...down, forMs: 60_000, before: { desiredCount: 3, runningCount: 3 } };
    const card = await propose(lower, 'scale shop/web 2 for 1m', context, because);
    expect(card).toMatchObject({ breaks: freeze });
    expect(card.stays).toBeUndefined();
    await confirmCard(card.id, { ...context, jobId: 'press' });
    expect(await account.desiredCount()).toBe(2);
    const undoes = { changeId: card.id, by: 'timer' } as const;
    const back = {
      ...lower,
      before: lower.after,
      after: { desiredCount: 1 },
      undoes,
    } as unknown as ScaleChange;
    const stands = (change: ScaleChange) => freezeInTheWay(change, { effect: {} }, undefined, context);
    expect(await stands(back)).toBeUndefined();
    expect(await stands({ ...back, undoes: { ...undoes, by: 'person' } })).toEqual(freeze);
  });

  test('a freeze that the card did not show is shown first', async ({ account, context, freezes }) => {
    const card = await propose(down, 'scale shop/web 2', context, because);
    expect(card.breaks).toBeUndefined();
    freezes.push(freeze);
    expect(await confirmCard(card.id, { ...context, jobId: 'press' })).toMatchObject({ type: 'stale' });
    const shown = await propose(down, 'scale shop/web 2', { ...context, jobId: 'shown' }, because);
    freezes[0] = { ...freeze, setAt: 19_000, reason: 'something else' };
    expect(await confirmCard(shown.id, { ...context, jobId: 'press-2' })).toMatchObject({ type: 'stale' });
    expect(await account.desiredCount()).toBe(3);
  });

  test('a card that was shown when nobody else was needed asks again once somebody is', async ({
    account,
    context,
    freezes,
  }) => {
    freezes.push(freeze);
    const card = await propose(down, 'scale shop/web 2', context, because);
    const access = may({ U0OPERATOR: ['scale', 'break-glass'] }, 'grant');
    expect(await confirmCard(card.id, { ...context, access, jobId: 'press' })).toMatchObject({
      type: 'stale',
    });
    expect(await account.desiredCount()).toBe(3);
  });

  test('where the grant says so, a second person who may break it approves, as long as the asker may', async ({
    account,
    context,
    freezes,
  }) => {
    freezes.push(freeze);
    const all = ['scale', 'break-glass'];
    const access = may({ U0OPERATOR: all, U0SECOND: all, U0THIRD: ['scale'] }, 'grant');
    const card = await propose(down, 'scale shop/web 2', { ...context, access }, because);
    expect(card.approval).toBe('grant');
    const press = (userId: string, jobId: string, given = access) =>
      confirmCard(card.id, { ...context, access: given, userId, jobId });
    await expect(press('U0OPERATOR', '1')).rejects.toEqual(refused('needsSecondPerson'));
    await expect(press('U0THIRD', '2')).rejects.toEqual(refused('frozen'));
    const lost = may({ U0OPERATOR: ['scale'], U0SECOND: all }, 'grant');
    await expect(press('U0SECOND', '3', lost)).rejects.toEqual(refused('askerDenied'));
    expect(await account.desiredCount()).toBe(3);
    expect(await press('U0SECOND', '4')).toMatchObject({ type: 'done' });
  });
});

describe('every kind of change', () => {
  const count = fc.nat(20);
  const name = fc.constantFrom('web', 'api');
  const bounds = fc.record({
    minCapacity: count,
    maxCapacity: count,
    suspended: fc.record({ scaleIn: fc.boolean(), scaleOut: fc.boolean(), scheduled: fc.boolean() }),
  });
  const target = fc.record({ cluster: fc.constant('shop'), service: name });
  const counts = { desiredCount: count, runningCount: count };
  /** Few, so that two are often the same. */
  const at = fc.nat(8).map((step) => step * 5000);
  const scales = fc.record(
    {
      type: fc.constant('scale' as const),
      target,
      before: fc.record(counts),
      after: fc.record({ desiredCount: count }),
      autoscaling: fc.record({ before: bounds, after: bounds }, { requiredKeys: ['before'] }),
      forMs: fc.constant(60_000),
      undoes: fc.record({
        changeId: fc.constant('earlier'),
        by: fc.constantFrom('person' as const, 'timer' as const),
      }),
    },
    { requiredKeys: ['type', 'target', 'before', 'after'] },
  );
  const stops = fc.record(
    {
      type: fc.constant('stop-task' as const),
      target: fc.oneof(
        target,
        fc.record({ cluster: fc.constant('shop'), task: fc.constant('0f'.repeat(16)) }),
      ),
      taskArn: fc.constant('arn:aws:ecs:us-east-1:123456789012:task/shop/1'),
      before: fc.record({ ...counts, taskDefinition: fc.constant('shop-web:1') }),
      drill: fc.constant(true as const),
    },
    { requiredKeys: ['type', 'target', 'taskArn', 'before'] },
  );
  const shop = { cluster: 'shop' };
  const web = { cluster: 'shop', service: 'web' };
  const other = (change: object) => fc.constant(change as Change);
  /** A kind that is added does not compile without its own. */
  const kinds: { readonly [Type in Change['type']]: fc.Arbitrary<Change> } = {
    scale: scales,
    'stop-task': stops,
    deploy: other({ type: 'deploy', target: web }),
    restart: other({ type: 'restart', target: web }),
    rollback: other({ type: 'rollback', target: web }),
    continue: fc
      .constantFrom('CONTINUE', 'ROLLBACK')
      .map((action) => ({ type: 'continue', target: web, action }) as Change),
    'create-cluster': other({ type: 'create-cluster', target: shop }),
    'delete-cluster': other({ type: 'delete-cluster', target: shop }),
    'create-repository': other({ type: 'create-repository', target: { repository: 'web' } }),
    'register-task-definition': other({ type: 'register-task-definition', target: { family: 'web' } }),
    'create-service': other({ type: 'create-service', target: web }),
    'delete-service': other({ type: 'delete-service', target: web }),
  };
  const changes = fc.oneof(...Object.values(kinds));
  const effects = fc.record(
    {
      leaves: fc.integer({ min: -1, max: 3 }),
      unsafe: fc.constantFrom('deployment' as const, 'protected' as const),
    },
    { requiredKeys: [] },
  );
  const freezes = fc.array(
    fc.record({
      pattern: fc.constantFrom(
        '*',
        'shop/*',
        '*/*',
        'shop/w*',
        'shop/web',
        'shop/shop-web',
        'other/*',
        'shop/',
      ),
      since: at,
      until: fc.option(at, { nil: undefined }),
    }),
    { maxLength: 3 },
  );

  /** The exceptions once more, from the words of the docs. */
  function isException(
    change: Change,
    { leaves, unsafe }: { leaves?: number; unsafe?: string },
    minRunning: number | undefined,
    isRestored: boolean,
  ) {
    if (change.type === 'stop-task') {
      if (change.drill) return false;
      return minRunning === undefined ? (leaves ?? 0) > 0 && !unsafe : true;
    }
    if (change.type === 'rollback') return true;
    if (change.type === 'continue') return change.action === 'ROLLBACK';
    if (change.type !== 'scale') return false;
    if (change.undoes && isRestored) return true;
    const set = change.autoscaling?.after;
    const was = change.autoscaling?.before;
    const touches =
      set &&
      was &&
      (JSON.stringify(set.suspended) !== JSON.stringify(was.suspended) ||
        set.minCapacity < was.minCapacity ||
        set.maxCapacity < was.maxCapacity);
    return change.after.desiredCount > change.before.desiredCount && !touches;
  }

  const covers = (pattern: string, change: Change): boolean => {
    if (['*', '*/*', 'shop/'].includes(pattern)) return true;
    const { target: on } = change;
    if (!('cluster' in on) || pattern === 'other/*') return false;
    if (pattern === 'shop/*' || !('service' in on || 'task' in on)) return true;
    // A task of no service is known by its family.
    return 'service' in on
      ? on.service === 'web' && pattern !== 'shop/shop-web'
      : pattern === 'shop/shop-web';
  };

  test('only the exceptions pass', async () => {
    /** The change that is reverted, if there is one. */
    const origin = fc.option(fc.record({ confirmedAt: at, broke: fc.boolean() }), { nil: undefined });
    const least = fc.option(count, { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        changes,
        effects,
        least,
        origin,
        freezes,
        async (change, effect, minRunning, reverted, set) => {
          const { until: _, ...unread } = freeze;
          const given = set.map(({ until, ...rest }) => ({
            ...unread,
            ...rest,
            ...(until !== undefined && { until }),
          }));
          const found = await freezeInTheWay(change, { effect }, minRunning, {
            now: () => 20_000,
            readSettings: async () => ({ freezes: given }),
            store: {
              getIntent: async () =>
                reverted &&
                ({
                  decision: 'make',
                  decidedAt: new Date(reverted.confirmedAt).toISOString(),
                  card: reverted.broke ? { breaks: freeze } : {},
                } as never),
            } as never,
          });
          const byTimer = 'undoes' in change && change.undoes?.by === 'timer';
          const isRestored = (since: number) =>
            reverted !== undefined && (reverted.confirmedAt < since || (byTimer && reverted.broke));
          const isInTheWay = given.some(
            ({ pattern, since, until }: Freeze) =>
              (until === undefined || until > 20_000) &&
              covers(pattern, change) &&
              !isException(change, effect, minRunning, isRestored(since)),
          );
          expect(found !== undefined).toBe(isInTheWay);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a change that moves nothing but auto scaling is not scaling up', () => {
    const change: ScaleChange = { ...scaleTo5, after: { desiredCount: 3 } };
    expect(passesFreeze(change, { effect: {}, restores: false })).toBe(false);
  });
});
