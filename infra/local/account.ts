import { createAutoscaling, seedAutoscaling } from './autoscaling/autoscaling.ts';
import type { AwsService, QueryService } from './aws/protocols.ts';
import type { Clock } from './clock.ts';
import { createCloudFormation } from './cloudformation/cloudformation.ts';
import type { StackFaults } from './cloudformation/stack.ts';
import { createEcr } from './ecr/ecr.ts';
import { seedEcr } from './ecr/seed.ts';
import { createEcs, type LocalEcs } from './ecs/ecs.ts';
import type { ContainerRuntime, TargetGroups } from './ecs/model/task.ts';
import { seedEcs } from './ecs/seed.ts';
import type { EventBridgeEvent } from './events/bus.ts';
import { createLogs } from './logs/logs.ts';
import { taskStream } from './logs/streams.ts';
import { createSsm } from './ssm/ssm.ts';

interface AccountOptions {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly speed: number;
  readonly onEvent: (event: EventBridgeEvent) => void;
  /** How far behind its writes ECS's reads are, milliseconds; not at all when absent. */
  readonly readLagMs?: number;
  /** How long ECS still knows a stopped task, milliseconds; an hour when absent. */
  readonly stoppedTaskIsShownFor?: number;
  /** Makes processes of containers. Absent: all are only played. */
  readonly runtime?: ContainerRuntime;
  /** The load balancer behind those that are processes. */
  readonly targetGroups?: TargetGroups;
  /** Where a stack's load balancer answers, `127.0.0.1:3002`. */
  readonly loadBalancerAddress?: () => string;
  /** What is there at the start; `all` when absent. */
  readonly seeds?: 'all' | 'none';
}

interface Account {
  readonly ecs: LocalEcs;
  readonly services: readonly (AwsService | QueryService)[];
  /** What CloudFormation does wrong, switchable while it runs. */
  readonly stackFaults: StackFaults;
  /** `npm run secrets` of the local world. */
  putSecrets(prefix: string, signingSecret: string, botToken: string): void;
}

/** An AWS account as the local world starts with it: clusters, services and repositories that have been there for days, or nothing. */
export function createAccount({
  speed,
  onEvent,
  readLagMs,
  stoppedTaskIsShownFor,
  runtime,
  targetGroups,
  loadBalancerAddress,
  seeds = 'all',
  ...place
}: AccountOptions): Account {
  const ecr = createEcr({ ...place, onEvent });
  if (seeds === 'all') seedEcr(ecr.world);
  const logs = createLogs(place);
  const ecs = createEcs({
    ...place,
    ...{ speed, onEvent, resolveImage: ecr.resolveImage },
    ...(readLagMs !== undefined && { readLagMs }),
    ...(stoppedTaskIsShownFor !== undefined && { stoppedTaskIsShownFor }),
    ...(runtime !== undefined && { runtime }),
    ...(targetGroups !== undefined && { targetGroups }),
    onContainerStart(task, container, startedAt) {
      const stream = taskStream(task, container, { startedAt, now: () => place.clock.now() });
      if (stream !== undefined) logs.add(stream);
    },
  });
  if (seeds === 'all') seedEcs(ecs, place);
  const autoscaling = createAutoscaling({ ...place, counts: ecs.desiredCounts });
  if (seeds === 'all') seedAutoscaling(autoscaling);
  const ssm = createSsm(place);
  const cloudFormation = createCloudFormation({
    ...{ ...place, speed, ecs: ecs.service, ecr: ecr.service },
    ...{ onEcsChange: ecs.onChange, deleteLogGroup: logs.remove },
    ...(loadBalancerAddress !== undefined && { loadBalancerAddress }),
  });
  return {
    ecs,
    services: [ecs.service, ecr.service, ssm, logs.service, autoscaling, ...cloudFormation.services],
    stackFaults: cloudFormation.faults,
    putSecrets(prefix, signingSecret, botToken) {
      const secrets = { 'slack-signing-secret': signingSecret, 'slack-bot-token': botToken };
      for (const [name, Value] of Object.entries(secrets)) {
        ssm.actions.PutParameter?.({ Name: `${prefix}/${name}`, Type: 'SecureString', Value });
      }
    },
  };
}
