import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { createAccount } from '../../infra/local/account.ts';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { createVirtualClock } from '../../infra/local/ecs/world.ts';
import { type DispatchContext, dispatch } from '../../src/commands/line/dispatch.ts';
import { commands, type Reply } from '../../src/commands/registry.ts';
import type { ChannelLanguage, Mute, Watch } from '../../src/notifications/settings.ts';
import { memoryAudit } from './memory-audit.ts';
import { memoryStoppedTasks } from './memory-stopped-tasks.ts';
import { memoryStore } from './memory-store.ts';

/** Noon, so that no test depends on when it runs. */
const start = Date.UTC(2026, 10, 23, 12);

/** The seeded account of the local world behind real clients, on a clock that a test moves, and every call that was answered. */
export async function startTestAccount({ seeds = 'all' }: { readonly seeds?: 'all' | 'none' } = {}) {
  const place = { accountId: '123456789012', region: 'us-east-1' };
  const clock = createVirtualClock(start);
  const calls: string[] = [];
  const account = createAccount({ ...place, clock, seeds, speed: 1, onEvent: () => {} });
  const aws = await startAws({
    port: 0,
    ...place,
    services: account.services,
    onRequest: ({ action }) => calls.push(action),
  });
  const client = {
    endpoint: aws.url,
    region: place.region,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const settings: { watches: Watch[]; mutes: Mute[]; languages: ChannelLanguage[] } = {
    watches: [],
    mutes: [],
    languages: [],
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
    async close() {
      account.ecs.close();
      await aws.close();
    },
  };
}
