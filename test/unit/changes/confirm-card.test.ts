import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { ECRClient } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/service-error.ts';
import { startAws } from '../../../infra/local/aws/start-aws.ts';
import { createAccount } from '../../../infra/local/create-account.ts';
import { realClock } from '../../../infra/local/real-clock.ts';
import { cancelCard } from '../../../src/changes/cancel-card.ts';
import type { Card } from '../../../src/changes/card.ts';
import type { ChangeContext } from '../../../src/changes/change-context.ts';
import type { ChangeOutcome, Intent } from '../../../src/changes/change-record.ts';
import type { ChangeStore } from '../../../src/changes/change-store.ts';
import { confirmCard } from '../../../src/changes/confirm-card.ts';
import { propose } from '../../../src/changes/propose.ts';

const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };
const change = {
  type: 'scale',
  target: { cluster: 'shop', service: 'web' },
  before: { desiredCount: 3, runningCount: 3 },
  after: { desiredCount: 5 },
} as const;

let close: () => Promise<void>;
let context: ChangeContext;
let faults: ServiceError[] = [];
const told: string[] = [];

beforeEach(async () => {
  const account = createAccount({ ...place, speed: 1000, onEvent: () => {} });
  const aws = await startAws({
    ...place,
    port: 0,
    services: account.services,
    intercept: ({ action }) => (action === 'UpdateService' ? faults.shift() : undefined),
  });
  close = async () => {
    account.ecs.close();
    await aws.close();
  };
  faults = [];
  told.length = 0;
  const client = {
    endpoint: aws.url,
    region: place.region,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  context = {
    clients: {
      ecs: new ECSClient(client),
      autoscaling: new ApplicationAutoScalingClient(client),
      ecr: new ECRClient(client),
    },
    store: memoryStore(),
    story: {
      begin: async ({ id }) => {
        told.push(`begin ${id}`);
        return { link: undefined };
      },
      end: async (_card, { result }) => {
        told.push(`end ${result}`);
      },
    },
    access: allow('U0OPERATOR'),
    approvals: {
      ask: async ({ id }) => {
        told.push(`ask ${id}`);
      },
      close: async (_card, { type }) => {
        told.push(`close ${type}`);
      },
    },
    returns: {
      schedule: async (id, at) => {
        told.push(`return ${id} ${at}`);
      },
    },
    defaultChannel: 'C0LOCAL0OPS',
    userId: 'U0OPERATOR',
    channelId: 'C0LOCAL0OPS',
    jobId: 'job-1',
    receivedAt: 0,
    lastTry: false,
    now: () => 1000,
  };
});
afterEach(() => close());

/** The policy that lets these people do everything, and nobody else anything. */
function allow(...userIds: string[]): ChangeContext['access'] {
  return {
    decide: async ({ userId }) =>
      userIds.includes(userId)
        ? { allowed: true }
        : { allowed: false, denial: { why: 'noGrant', may: 'scale', on: 'shop/web', askable: [] } },
  };
}

let lines = 0;
/** Each typed line is a job of its own. */
function typed(): ChangeContext {
  lines += 1;
  return { ...context, jobId: `typed-${lines}` };
}

const desiredCount = async () =>
  (await context.clients.ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] })))
    .services?.[0]?.desiredCount;
const refused = (why: string) => expect.objectContaining({ reason: expect.objectContaining({ why }) });
const throttled = () => new ServiceError('ThrottlingException', 'Rate exceeded');

test('who lost the right between the card and the press changes nothing', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  await expect(confirmCard(card.id, { ...context, access: allow() })).rejects.toEqual(refused('denied'));
  await expect(propose(change, 'scale shop/web 5', { ...context, access: allow() })).rejects.toEqual(
    refused('denied'),
  );
  expect(await desiredCount()).toBe(3);
});

test('a card can be used for ten minutes, to the second', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  const at = (now: number) => ({ ...context, now: () => now, receivedAt: now });
  await expect(confirmCard(card.id, at(602_000))).rejects.toEqual(refused('cardGone'));
  expect(await confirmCard(card.id, at(601_000))).toMatchObject({ type: 'done' });
});

test('a press that waited for two minutes is carried out, one that waited longer is not', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  await expect(confirmCard(card.id, { ...context, now: () => 120_001 })).rejects.toEqual(refused('tooLate'));
  expect(await confirmCard(card.id, { ...context, now: () => 120_000 })).toMatchObject({ type: 'done' });
});

test('what died between intent and outcome is finished by its own job, however late, in one story', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  faults = [throttled()];
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  expect(await context.store.getIntent(card.id)).toMatchObject({ decision: 'make', jobId: 'job-1' });
  expect(await context.store.getOutcome(card.id)).toBeUndefined();
  const late = { ...context, now: () => 3_600_000 };
  expect(await confirmCard(card.id, late)).toMatchObject({ type: 'done', outcome: { result: 'applied' } });
  expect(await desiredCount()).toBe(5);
});

test('another press finishes it too, while the card can be used', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  faults = [throttled()];
  await expect(confirmCard(card.id, context)).rejects.toThrow('Rate exceeded');
  const other = { ...context, jobId: 'job-2' };
  await expect(confirmCard(card.id, { ...other, now: () => 3_600_000 })).rejects.toEqual(refused('cardGone'));
  expect(await confirmCard(card.id, other)).toMatchObject({ type: 'done' });
});

test('the same job that comes again after the end answers from the record and changes nothing', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  const first = await confirmCard(card.id, context);
  faults = [new ServiceError('InvalidParameterException', 'must not be asked again')];
  expect(await confirmCard(card.id, { ...context, now: () => 5000 })).toEqual(first);
  expect(faults).toHaveLength(1);
  await expect(confirmCard(card.id, { ...context, jobId: 'job-2' })).rejects.toEqual(refused('cardGone'));
});

test('on its last try a change that AWS does not answer is told as unknown, one that it refuses as failed', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  faults = [throttled()];
  expect(await confirmCard(card.id, { ...context, lastTry: true })).toMatchObject({
    outcome: { result: 'unknown', reason: 'Rate exceeded' },
  });
  const other = await propose(change, 'scale shop/web 5', typed());
  faults = [new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.')];
  expect(await confirmCard(other.id, context)).toMatchObject({ outcome: { result: 'failed' } });
  expect(told).toEqual([`begin ${card.id}`, 'end unknown', `begin ${other.id}`, 'end failed']);
});

test('a withdrawn card stays withdrawn, and a used one can not be withdrawn', async () => {
  const card = await propose(change, 'scale shop/web 5', typed());
  await cancelCard(card.id, context);
  expect(await cancelCard(card.id, context)).toMatchObject({ id: card.id });
  await expect(confirmCard(card.id, context)).rejects.toEqual(refused('cardGone'));
  const used = await propose(change, 'scale shop/web 5', typed());
  await confirmCard(used.id, context);
  await expect(cancelCard(used.id, context)).rejects.toEqual(refused('cardGone'));
  await expect(cancelCard(used.id, { ...context, userId: 'U0OTHER' })).rejects.toEqual(
    refused('cardOfAnother'),
  );
});

function memoryStore(): ChangeStore {
  const cards = new Map<string, Card>();
  const intents = new Map<string, Intent>();
  const outcomes = new Map<string, ChangeOutcome>();
  return {
    async putCard(card) {
      const known = cards.get(card.id) ?? card;
      cards.set(card.id, known);
      return known;
    },
    getCard: async (id) => cards.get(id),
    async putIntent(intent) {
      if (intents.has(intent.card.id)) return false;
      intents.set(intent.card.id, intent);
      return true;
    },
    getIntent: async (id) => intents.get(id),
    async putOutcome(id, outcome) {
      if (outcomes.has(id)) return false;
      outcomes.set(id, outcome);
      return true;
    },
    getOutcome: async (id) => outcomes.get(id),
  };
}
