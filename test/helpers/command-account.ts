import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { test as base } from 'vitest';
import { createAccount } from '../../infra/local/account.ts';
import { seededRole } from '../../infra/local/ecs/seed.ts';
import { createVirtualClock } from '../../infra/local/ecs/world.ts';
import type { Freeze } from '../../src/access/freeze.ts';
import { type DispatchContext, type Dispatched, dispatch } from '../../src/commands/line/dispatch.ts';
import { Refusal } from '../../src/commands/line/problem.ts';
import { commands, type Reply } from '../../src/commands/registry.ts';
import type { ChannelLanguage, Mute, Watch } from '../../src/notifications/settings.ts';
import { doubledStores } from './doubled-stores.ts';
import { createTestAws } from './in-process.ts';
import { memoryAudit, memoryStoppedTasks, memoryStore } from './memory-stores.ts';

/** Noon, so that no test depends on when it runs. */
const start = Date.UTC(2026, 10, 23, 12);

export type CommandAccount = Awaited<ReturnType<typeof startTestAccount>>;

/** Tests of one file that share an account, `seeds` in it. */
export const test = base
  .extend('seeds', { scope: 'file' }, 'all' as 'all' | 'none')
  .extend('account', { scope: 'file' }, async ({ seeds }, { onCleanup }) => {
    const account = await startTestAccount({ seeds });
    onCleanup(account.close);
    return account;
  });

/** The seeded account of the local world behind real clients, on a clock that a test moves, and every call that was answered. */
export async function startTestAccount({
  seeds = 'all',
  readLagMs,
}: {
  readonly seeds?: 'all' | 'none';
  readonly readLagMs?: number;
} = {}) {
  const place = { accountId: '123456789012', region: 'us-east-1' };
  const clock = createVirtualClock(start);
  const calls: string[] = [];
  const account = createAccount({ ...place, clock, seeds, readLagMs, speed: 1, onEvent: () => {} });
  const found = await createTestAws({
    ...place,
    services: account.services,
    stores: doubledStores(clock),
    onRequest: ({ action }) => calls.push(action),
  });
  const client = { ...found, maxAttempts: 1 };
  const settings: { watches: Watch[]; mutes: Mute[]; languages: ChannelLanguage[]; freezes: Freeze[] } = {
    watches: [],
    mutes: [],
    languages: [],
    freezes: [],
  };
  const context: DispatchContext<Reply> = {
    commands,
    access: {
      decide: async () => ({ allowed: true }),
      readable: async () => ({ type: 'all' }),
      basis: async () => ({
        reading: { type: 'policy', policy: { reads: 'members', grants: [] } },
        groups: [],
      }),
    },
    ecs: new ECSClient(client),
    autoscaling: new ApplicationAutoScalingClient(client),
    ecr: new ECRClient(client),
    logs: new CloudWatchLogsClient(client),
    logsOn: true,
    stoppedTasks: memoryStoppedTasks(),
    audit: memoryAudit(),
    store: memoryStore(),
    defaultChannel: 'C1',
    caller: { teamId: 'T1', userId: 'U1', channelId: 'C1' },
    examine: async () => [],
    readSettings: async () => settings,
    maximumDesiredCount: 20,
    passRoles: [seededRole(place.accountId)],
    handsOn: {
      region: place.region,
      subnets: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
      securityGroup: 'sg-0a1b2c3d4e5f60004',
      targetGroupArn:
        'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hello-world/3a9e6d1c8b5f2704',
      executionRoleArn: 'arn:aws:iam::123456789012:role/hands-on-execution-us-east-1',
      logGroup: '/ecs/hands-on',
    },
    now: () => clock.now(),
  };
  return {
    ...place,
    clock,
    context,
    /** What was set in Slack, for a test to fill. */
    settings,
    ecs: context.ecs,
    ecr: context.ecr,
    run: (line: string) => dispatch(line, context),
    /** The calls that `work` makes, by action. */
    async count(work: () => Promise<unknown>): Promise<Record<string, number>> {
      calls.length = 0;
      await work();
      const counts: Record<string, number> = {};
      for (const action of calls) counts[action] = (counts[action] ?? 0) + 1;
      return counts;
    },
    close: () => account.ecs.close(),
  };
}

type Container = NonNullable<RegisterTaskDefinitionCommandInput['containerDefinitions']>[number];

interface AddedService extends Partial<Omit<CreateServiceCommandInput, 'serviceName' | 'taskDefinition'>> {
  readonly cluster: string;
  readonly name: string;
  readonly containers?: readonly Partial<Container>[];
}

/** A service on Fargate, with no tasks and a public image unless told otherwise. */
export async function addService(
  ecs: ECSClient,
  { name, containers = [{}], ...rest }: AddedService,
): Promise<void> {
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      containerDefinitions: containers.map((container) => ({
        name: 'app',
        image: 'public.ecr.aws/nginx/nginx:1.27',
        essential: true,
        ...container,
      })),
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      serviceName: name,
      taskDefinition: name,
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } },
      ...rest,
    }),
  );
}

/** The problem that a refused line tells; throws when it was not refused. */
export async function refusalOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new Error('It was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error.problem;
  throw error;
}

/** The answer of a reading line; throws when it was another kind of outcome. */
export async function replyOf<Kind extends Reply['kind']>(
  kind: Kind,
  work: Promise<Dispatched<Reply>>,
): Promise<Extract<Reply, { kind: Kind }>> {
  const { outcome } = await work;
  if (outcome.type === 'reply' && outcome.reply.kind === kind) {
    return outcome.reply as Extract<Reply, { kind: Kind }>;
  }
  throw new Error(`It came to ${JSON.stringify(outcome)}`);
}
