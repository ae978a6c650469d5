import {
  ContinueServiceDeploymentCommand,
  type DescribeServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { test as base, describe, expect } from 'vitest';
import type { Card, ChangeOutcome, Intent } from '../../../src/changes/card.ts';
import type { ContinueChange } from '../../../src/changes/change.ts';
import { confirmCard } from '../../../src/changes/confirm.ts';
import type { ChangeContext } from '../../../src/changes/context.ts';
import { continueKind } from '../../../src/changes/kinds/continue.ts';
import type { Clients } from '../../../src/changes/kinds/kind.ts';
import { makeOnce } from '../../../src/changes/once.ts';
import { propose } from '../../../src/changes/propose.ts';
import { en } from '../../../src/messages/en/index.ts';
import { cardFacts } from '../../../src/views/changes/card.ts';
import { allow, refused } from '../../helpers/change-context.ts';
import { type CommandAccount, refusalOf, startTestAccount } from '../../helpers/command-account.ts';
import { memoryStore } from '../../helpers/memory-stores.ts';

/** Each test deploys, so each has an account of its own. */
const test = base.extend('account', async ({ task: _ }, { onCleanup }) => {
  const account = await startTestAccount();
  onCleanup(account.close);
  return account;
});

const minute = 60_000;
const timeoutMs = 60 * minute;
const pause = {
  targetType: 'PAUSE' as const,
  lifecycleStages: ['POST_SCALE_UP' as const],
  timeoutConfiguration: { timeoutInMinutes: 60, action: 'ROLLBACK' as const },
};

/** `shop/web` deploys the same revision again, until it waits at so many hooks. */
async function deploy(
  { ecs, clock }: CommandAccount,
  hooks = 1,
  timeout: 'CONTINUE' | 'ROLLBACK' = 'ROLLBACK',
) {
  const timeoutConfiguration = { timeoutInMinutes: 60, action: timeout };
  await ecs.send(
    new UpdateServiceCommand({
      cluster: 'shop',
      service: 'web',
      forceNewDeployment: true,
      deploymentConfiguration: {
        lifecycleHooks: Array.from({ length: hooks }, () => ({ ...pause, timeoutConfiguration })),
      },
    }),
  );
  await clock.advance(3 * minute);
}

async function answerOf(account: CommandAccount, line = 'continue shop/web'): Promise<ContinueChange> {
  const { outcome } = await account.run(line);
  if (outcome.type !== 'change' || outcome.change.type !== 'continue') throw new Error('no answer');
  return outcome.change;
}

const clientsOf = ({ ecs, context }: CommandAccount): Clients => ({ ...context, ecs, ecsOnce: ecs });

/** Somebody answers it elsewhere. */
function elsewhere({ ecs }: CommandAccount, change: ContinueChange, action: 'CONTINUE' | 'ROLLBACK') {
  const { deployment: serviceDeploymentArn, hookId } = change;
  return ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));
}

/** What the pipeline needs, over this account. */
function contextOf(account: CommandAccount, users: readonly string[] = ['U1', 'U2']): ChangeContext {
  const { clock } = account;
  return {
    clients: clientsOf(account),
    store: memoryStore(),
    story: { begin: async () => ({ link: undefined }), find: async () => undefined, end: async () => {} },
    approvals: {
      ask: async () => {},
      working: async () => {},
      reopen: async () => {},
      close: async () => true,
    },
    revertTimer: { schedule: async () => {} },
    access: allow(...users),
    readSettings: async () => ({ freezes: [] }),
    deployments: true,
    maximumDesiredCount: 20,
    defaultChannel: 'C1',
    userId: 'U1',
    channelId: 'C1',
    jobId: 'job-1',
    receivedAt: clock.now(),
    lastTry: false,
    now: () => clock.now(),
    sleep: async () => {},
  };
}

const ask = (change: ContinueChange, context: ChangeContext, jobId: string) =>
  propose(change, 'continue shop/web', { ...context, jobId: `typed ${jobId}` });

describe('the card', () => {
  test('says where the deployment stands, what follows, and what happens without an answer', async ({
    account,
  }) => {
    await deploy(account);
    const change = await answerOf(account);
    expect(change).toMatchObject({ action: 'CONTINUE', stage: 'POST_SCALE_UP', timeoutAction: 'ROLLBACK' });
    const text = cardFacts(change, en, account.clock.now()).join('\n');
    expect(text).toContain('rolling deployment, in `POST_SCALE_UP`');
    expect(text).toContain('Next, ECS goes on with the deployment.');
    expect(text).toMatch(/If nobody answers until <!date.*ECS rolls back by itself\./);
    const back = await answerOf(account, 'continue shop/web --action rollback');
    expect(cardFacts(back, en, 0).join('\n')).toContain('ECS goes back to `shop-web:1`');
  });

  test.for([
    ['CANARY', 0, 10, 10],
    ['CANARY', 10, 10, 100],
    ['LINEAR', 30, 20, 50],
    ['LINEAR', 90, 20, 100],
    ['BLUE_GREEN', 0, undefined, 100],
  ] as const)(
    '%s at %s %% with steps of %s goes to %s %%',
    async ([strategy, weight, stepPercent, next], { account }) => {
      await deploy(account);
      const stage = 'PRE_PRODUCTION_TRAFFIC_SHIFT';
      const step = stepPercent !== undefined && { stepPercent };
      const change = { ...(await answerOf(account)), strategy, stage, weight, ...step };
      expect(cardFacts(change, en, 0)).toContain(
        `Next, ECS gives the new tasks ${next} % of the production traffic.`,
      );
    },
  );

  test('with several hooks a line names one, and any will do for a rollback', async ({ account }) => {
    await deploy(account, 2);
    const refusal = await refusalOf(account.run('continue shop/web'));
    if (refusal.code !== 'severalWait') throw new Error(refusal.code);
    const [one, other] = refusal.hooks;
    const change = await answerOf(account, `continue shop/web --hook ${other}`);
    expect(change).toMatchObject({ hookId: other, others: 1 });
    expect(cardFacts(change, en, 0).join('\n')).toContain('Another hook of this stage waits too');
    expect(await answerOf(account, 'continue shop/web --action rollback')).toMatchObject({
      action: 'ROLLBACK',
    });
    await elsewhere(account, change, 'CONTINUE');
    expect(await answerOf(account)).toMatchObject({ hookId: one, others: 0 });
  });

  test('a line for nothing that waits, or for a hook that is over, says what is', async ({ account }) => {
    expect(await refusalOf(account.run('continue shop/web'))).toMatchObject({ code: 'nothingWaits' });
    expect(await refusalOf(account.run('continue shop/web --action stop'))).toMatchObject({
      why: 'notAnAction',
    });
    await deploy(account);
    const change = await answerOf(account);
    const line = `continue shop/web --hook ${change.hookId}`;
    await elsewhere(account, change, 'CONTINUE');
    expect(await refusalOf(account.run(line))).toMatchObject({
      code: 'hookOver',
      end: { type: 'continued' },
    });
    expect(await refusalOf(account.run('continue shop/web --hook ecs-pause-x'))).toMatchObject({
      end: { type: 'over' },
    });
  });
});

describe('the press', () => {
  test('continues the deployment, once; who comes second reads who did it', async ({ account }) => {
    await deploy(account);
    const context = contextOf(account);
    const change = await answerOf(account);
    const [one, other] = [
      await ask(change, context, 'one'),
      await ask(change, { ...context, userId: 'U2' }, 'other'),
    ];
    expect(await confirmCard(one.id, context)).toMatchObject({ outcome: { result: 'applied' } });
    await expect(confirmCard(other.id, { ...context, userId: 'U2', jobId: 'job-2' })).rejects.toEqual(
      expect.objectContaining({
        reason: { why: 'hookOver', target: 'shop/web', end: { type: 'continued', userId: 'U1' } },
      }),
    );
    await account.clock.advance(10 * minute);
    expect(await refusalOf(account.run('continue shop/web'))).toMatchObject({ code: 'nothingWaits' });
  });

  test('is refused while ECS does not show yet what the bot has just answered', async ({ account }) => {
    await deploy(account);
    const change = await answerOf(account);
    const recent = [
      { type: 'hook', hookId: change.hookId, action: 'ROLLBACK', at: account.clock.now() },
    ] as const;
    expect(await continueKind.inspect(clientsOf(account), change, recent)).toMatchObject({
      over: { type: 'rolledBack' },
    });
    const others = [{ ...recent[0], hookId: 'ecs-pause-x' }];
    expect((await continueKind.inspect(clientsOf(account), change, others)).over).toBeUndefined();
  });

  test.for([
    [
      'continued',
      (account: CommandAccount, change: ContinueChange) => elsewhere(account, change, 'CONTINUE'),
    ],
    [
      'rolledBack',
      (account: CommandAccount, change: ContinueChange) => elsewhere(account, change, 'ROLLBACK'),
    ],
    ['timedOut', ({ clock }: CommandAccount) => clock.advance(timeoutMs)],
    ['over', (account: CommandAccount) => deploy(account)],
  ] as const)('is refused when the hook is %s meanwhile', async ([type, act], { account }) => {
    await deploy(account);
    const card = await ask(await answerOf(account), contextOf(account), 'one');
    const context = { ...contextOf(account) };
    await context.store.putCard({ ...card, expiresAt: card.expiresAt + 7200 });
    await act(account, card.change as ContinueChange);
    const now = { ...context, receivedAt: account.clock.now() };
    await expect(confirmCard(card.id, now)).rejects.toMatchObject({
      reason: { why: 'hookOver', end: { type } },
    });
  });

  test('is bound to the target revision, too', async ({ account }) => {
    await deploy(account);
    const change = {
      ...(await answerOf(account)),
      targetRevision: 'arn:aws:ecs:us-east-1:1:service-revision/x',
    };
    expect((await continueKind.inspect(clientsOf(account), change, [])).over).toEqual({ type: 'over' });
  });

  test('whoever began the deployment through the bot never approves it, and anybody else may', async ({
    account,
  }) => {
    const restart = await account.run('restart shop/web');
    if (restart.outcome.type !== 'change') throw new Error('no change');
    await deploy(account);
    const context = contextOf(account);
    // As the audit has it: decided, and made while ECS began the deployment.
    const at = new Date(account.clock.now() - 3 * minute).toISOString();
    const begun = { id: 'begun', line: '', change: restart.outcome.change, askedBy: 'U2' } as Card;
    const intent: Intent = { card: begun, decision: 'make', decidedBy: 'U9', jobId: 'x', decidedAt: at };
    const entry = { kind: 'change', intent, outcome: { result: 'applied', at } } as const;
    Object.assign(account.context, { audit: { entries: async () => ({ entries: [entry], more: false }) } });
    const change = await answerOf(account);
    expect(change.begunBy).toBe('U2');
    // Nor does whoever may have begun it.
    const lost = { ...entry, outcome: { result: 'unknown', at } } as const;
    Object.assign(account.context, { audit: { entries: async () => ({ entries: [lost], more: false }) } });
    expect((await answerOf(account)).begunBy).toBe('U2');
    const together: ChangeContext['access'] = { decide: async () => ({ allowed: true, approval: 'grant' }) };
    const card = await ask(change, { ...context, access: together }, 'one');
    const press = (userId: string) =>
      confirmCard(card.id, { ...context, access: together, userId, jobId: userId });
    await expect(press('U2')).rejects.toEqual(refused('ownDeployment'));
    await expect(press('U1')).rejects.toEqual(refused('needsSecondPerson'));
    expect(await press('U3')).toMatchObject({ outcome: { result: 'applied' } });
  });

  test('a grant for rollbacks is enough to answer with one, and not to continue', async ({ account }) => {
    await deploy(account);
    const asked: (readonly string[])[] = [];
    const access: ChangeContext['access'] = {
      decide: async ({ commands }) => {
        asked.push(commands);
        return { allowed: true };
      },
    };
    const context = { ...contextOf(account), access };
    await ask(await answerOf(account), context, 'one');
    await ask(await answerOf(account, 'continue shop/web --action rollback'), context, 'two');
    expect(asked).toEqual([['continue'], ['continue', 'rollback']]);
  });
});

/** What happens to the one request of a try, and what happens beside it. */
interface Try {
  /** `lost`: ECS did it, and its answer never came. `never`: it did not arrive. `killed`: the worker died after ECS did it. */
  readonly request: 'answered' | 'lost' | 'never' | 'throttled' | 'killed';
  readonly rival: 'none' | 'CONTINUE' | 'ROLLBACK' | 'timeout';
  readonly when: 'before' | 'after';
}

/** ECS as its reference has it: only hooks that are active are listed. */
function forgetful(ecs: Clients['ecs']): Clients['ecs'] {
  const send = async (command: DescribeServiceDeploymentsCommand) => {
    const answer = await ecs.send(command);
    const serviceDeployments = answer.serviceDeployments?.map(({ lifecycleHookDetails = [], ...rest }) => ({
      ...rest,
      lifecycleHookDetails: lifecycleHookDetails.filter(({ status }) => status === 'AWAITING_ACTION'),
    }));
    return { ...answer, ...(serviceDeployments && { serviceDeployments }) };
  };
  return { send } as unknown as Clients['ecs'];
}

const tries = fc.array(
  fc.record<Try>({
    request: fc.constantFrom('answered', 'lost', 'never', 'throttled', 'killed'),
    rival: fc.constantFrom('none', 'none', 'CONTINUE', 'ROLLBACK', 'timeout'),
    when: fc.constantFrom('before', 'after'),
  }),
  { minLength: 1, maxLength: 3 },
);

class Killed extends Error {}

/** Plays one answer, try by try, against the local ECS; `acts` are the answers that ECS accepted from the bot. */
async function play(
  action: 'CONTINUE' | 'ROLLBACK',
  timeout: 'CONTINUE' | 'ROLLBACK',
  all: readonly Try[],
  forgets: boolean,
) {
  const account = await startTestAccount();
  try {
    await deploy(account, 1, timeout);
    const change = await answerOf(account, `continue shop/web --action ${action.toLowerCase()}`);
    const { clock } = account;
    const acts: string[] = [];
    const store = memoryStore();
    const card = { id: 'card', change, askedBy: 'U1', line: '' } as Card;
    const decidedAt = new Date(clock.now()).toISOString();
    const intent: Intent = { card, decision: 'make', decidedBy: 'U1', jobId: 'job', decidedAt };
    const settled = all.map((each) => ({ ...each }));
    // A job's last try always ends it.
    for (const [index, each] of settled.entries()) {
      const rival = async () => {
        if (each.rival === 'timeout') await clock.advance(timeoutMs);
        else if (each.rival !== 'none') await elsewhere(account, change, each.rival).catch(() => undefined);
      };
      const send = async () => {
        if (each.request === 'never') throw new Error('socket hang up');
        if (each.request === 'throttled') {
          throw Object.assign(new Error('Rate exceeded'), {
            name: 'ThrottlingException',
            $metadata: { httpStatusCode: 400 },
          });
        }
        if (each.when === 'before') await rival();
        const answer = await elsewhere(account, change, action);
        acts.push(action);
        if (each.when === 'after') await rival();
        if (each.request === 'lost') throw new Error('socket hang up');
        if (each.request === 'killed') throw new Killed('killed');
        return answer;
      };
      const ecs = forgets ? forgetful(account.ecs) : account.ecs;
      const clients = { ...clientsOf(account), ecs, ecsOnce: { send } as unknown as Clients['ecsOnce'] };
      const context = {
        clients,
        store,
        now: () => clock.now(),
        sleep: async () => {},
        lastTry: index === settled.length - 1 && each.request !== 'killed',
      };
      const kind = { ...continueKind, findMade: continueKind.findMade! };
      try {
        const outcome = await makeOnce(intent, kind as never, index > 0, context);
        return { outcome, acts, state: await stateOf(account, change) };
      } catch {
        await clock.advance(90_000);
      }
    }
    return { outcome: undefined, acts, state: await stateOf(account, change) };
  } finally {
    await account.close();
  }
}

async function stateOf(account: CommandAccount, change: ContinueChange): Promise<string> {
  const { over } = await continueKind.inspect(clientsOf(account), change, []);
  return over?.type ?? 'waits';
}

test('whatever is lost, killed, answered by others or timed out: one answer at most, and the outcome is true', async () => {
  const action = fc.constantFrom('CONTINUE' as const, 'ROLLBACK' as const);
  await fc.assert(
    fc.asyncProperty(action, action, tries, fc.boolean(), async (asked, timeout, all, forgets) => {
      const { outcome, acts, state } = await play(asked, timeout, all, forgets);
      expect(acts.length).toBeLessThanOrEqual(1);
      if (outcome === undefined) return;
      const wanted = asked === 'CONTINUE' ? 'continued' : 'rolledBack';
      if (outcome.result === 'applied') expect(state).toBe(wanted);
      if (outcome.result === 'failed') expect(acts).toEqual([]);
      if (outcome.hook !== undefined && !forgets) expect(outcome.hook.type).toBe(state);
      if (acts.length === 1) expect(outcome.result).not.toBe('failed' satisfies ChangeOutcome['result']);
    }),
    { numRuns: 60 },
  );
}, 120_000);
