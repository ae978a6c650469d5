import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Intent } from '../../src/changes/card.ts';
import type { ScaleChange } from '../../src/changes/change.ts';
import { confirmCard } from '../../src/changes/confirm.ts';
import type { ChangeContext } from '../../src/changes/context.ts';
import { propose } from '../../src/changes/propose.ts';
import { revert } from '../../src/changes/revert.ts';
import { dispatch } from '../../src/commands/line/dispatch.ts';
import { commands } from '../../src/commands/registry.ts';
import { startChangeAccount } from './change-context.ts';

export const minute = 60_000;
export const hour = 60 * minute;

let account: Awaited<ReturnType<typeof startChangeAccount>>;
export let context: ChangeContext;
export const clock = { now: 1_000_000 };
let jobs = 0;

/** Gives the file that calls it an account, and each of its tests the services as they were. */
export function shareTimers(): void {
  beforeAll(async () => {
    account = await startChangeAccount();
    context = { ...account.context, now: () => clock.now };
  });
  afterAll(() => account.close());
  beforeEach(fresh);
}

/** Each test and each run has the services as they were, and what came before is long past. */
export async function fresh() {
  clock.now += 30 * 24 * hour;
  for (const [cluster, service, desiredCount] of [
    ['shop', 'web', 3],
    ['media', 'encoder', 3],
  ] as const) {
    await context.clients.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
  }
  await setTarget({ MinCapacity: 2, MaxCapacity: 6, SuspendedState: resting(false) });
}

/** Sets of media/encoder's scalable target what is given. */
export async function setTarget(more: Partial<RegisterScalableTargetCommandInput>): Promise<void> {
  const target = { ServiceNamespace: 'ecs', ResourceId: 'service/media/encoder' } as const;
  const ScalableDimension = 'ecs:service:DesiredCount';
  const command = new RegisterScalableTargetCommand({ ...target, ScalableDimension, ...more });
  await context.clients.autoscaling.send(command);
}
export const resting = (rests: boolean) => ({
  DynamicScalingInSuspended: rests,
  DynamicScalingOutSuspended: rests,
  ScheduledScalingSuspended: rests,
});

export async function asked(line: string): Promise<ScaleChange> {
  const access = { ...context.access, readable: async () => ({ type: 'all' }) };
  const caller = { teamId: 'T0LOCAL001', userId: 'U0OPERATOR', channelId: 'C0LOCAL0OPS' };
  const given = { ...context, ...context.clients, access, caller, commands };
  const { outcome } = await dispatch(line, given as never);
  if (outcome.type !== 'change' || outcome.change.type !== 'scale') throw new Error('no scaling');
  return outcome.change;
}
/** Confirms a change; the answer is its card's id. */
export async function made(
  change: ScaleChange,
  other: Partial<ChangeContext> = {},
  result: 'applied' | 'unknown' = 'applied',
): Promise<string> {
  jobs += 1;
  const card = await propose(change, 'a line', { ...context, jobId: `typed-${jobs}`, receivedAt: clock.now });
  const pressed = { ...context, ...other, jobId: `press-${jobs}`, receivedAt: clock.now };
  expect(await confirmCard(card.id, pressed)).toMatchObject({ type: 'done', outcome: { result } });
  clock.now += 1000;
  return card.id;
}
export const run = async (line: string) => made(await asked(line));
export const undo = async (id: string) => made(await asked(`undo ${id}`));
export async function timer(id: string): Promise<string> {
  const intent = (await context.store.getIntent(id)) as Intent;
  jobs += 1;
  const given = { ...context, jobId: `return-${jobs}`, receivedAt: clock.now };
  return (await revert(intent, given)).type;
}
/** What becomes of a timer that goes off when so much more time has passed. */
export async function goesOff(id: string, what: 'went' | 'left' | 'nothing', afterMs: number): Promise<void> {
  clock.now += afterMs;
  expect(await timer(id)).toBe(what);
}
export async function count(cluster = 'shop', service = 'web') {
  const { services = [] } = await context.clients.ecs.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  return services[0]?.desiredCount;
}
export async function bounds() {
  const { ScalableTargets: [found] = [] } = await context.clients.autoscaling.send(
    new DescribeScalableTargetsCommand({
      ServiceNamespace: 'ecs',
      ResourceIds: ['service/media/encoder'],
    }),
  );
  return [found?.MinCapacity, found?.MaxCapacity, found?.SuspendedState?.DynamicScalingInSuspended];
}
