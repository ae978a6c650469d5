import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { ECRClient } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { test as base, expect } from 'vitest';
import { createAccount } from '../../infra/local/account.ts';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { realClock } from '../../infra/local/clock.ts';
import type { ChangeContext } from '../../src/changes/context.ts';
import { doubledStores } from './doubled-stores.ts';
import { createTestAws } from './in-process.ts';
import { memoryStore } from './memory-stores.ts';

const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };

export type ChangeAccount = Awaited<ReturnType<typeof startChangeAccount>>;

/** Tests with an account of their own each, and the `context` over it, which a file may override. */
export const test = base
  .extend('account', async ({ task: _ }, { onCleanup }) => {
    const account = await startChangeAccount();
    onCleanup(account.close);
    return account;
  })
  .extend('context', ({ account }) => account.context);

/** A change of `shop/web` as it stands in the seeded account. */
export const scaleTo5 = {
  type: 'scale',
  target: { cluster: 'shop', service: 'web' },
  before: { desiredCount: 3, runningCount: 3 },
  after: { desiredCount: 5 },
} as const;

/** How a change is refused. */
export const refused = (why: string) => expect.objectContaining({ reason: expect.objectContaining({ why }) });
export const throttled = () => new ServiceError('ThrottlingException', 'Rate exceeded');

const linkTo = (id: string) => `https://acme.slack.com/archives/${id}`;

/** What a change needs, over the seeded local ECS: records in memory, and a story that only takes notes. */
export async function startChangeAccount(faults: ServiceError[] = []) {
  const told: string[] = [];
  const account = createAccount({ ...place, speed: 1000, onEvent: () => {} });
  const found = await createTestAws({
    ...place,
    services: account.services,
    stores: doubledStores(realClock),
    intercept: ({ action }) => (action === 'UpdateService' ? faults.shift() : undefined),
  });
  const client = { ...found, maxAttempts: 1 };
  const context: ChangeContext = {
    clients: {
      ecs: new ECSClient(client),
      ecsOnce: new ECSClient(client),
      autoscaling: new ApplicationAutoScalingClient(client),
      ecr: new ECRClient(client),
    },
    store: memoryStore(),
    story: {
      begin: async ({ id }) => {
        told.push(`begin ${id}`);
        return { link: linkTo(id) };
      },
      find: async ({ id }) => ({ link: linkTo(id) }),
      end: async (_card, { result }) => {
        told.push(`end ${result}`);
      },
    },
    access: allow('U0OPERATOR'),
    readSettings: async () => ({ freezes: [] }),
    approvals: {
      ask: async ({ id }) => {
        told.push(`ask ${id}`);
      },
      working: async (_card, by) => {
        told.push(`working ${by}`);
      },
      reopen: async () => {
        told.push('reopen');
      },
      close: async (_card, { type }) => {
        told.push(`close ${type}`);
        return true;
      },
    },
    revertTimer: {
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
    deployments: true,
    maximumDesiredCount: 20,
    now: () => 1000,
    sleep: async () => {},
  };
  return {
    context,
    /** Errors that UpdateService answers next. */
    faults,
    told,
    close: () => account.ecs.close(),
    async desiredCount() {
      const { services = [] } = await context.clients.ecs.send(
        new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }),
      );
      return services[0]?.desiredCount;
    },
  };
}

/** The policy that lets these people do everything, and nobody else anything. */
export function allow(...userIds: string[]): ChangeContext['access'] {
  return {
    decide: async ({ userId }) =>
      userIds.includes(userId)
        ? { allowed: true }
        : { allowed: false, denial: { why: 'noGrant', may: 'scale', on: 'shop/web', askable: [] } },
  };
}
