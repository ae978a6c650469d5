import { createAutoscaling, seedAutoscaling } from './autoscaling/autoscaling.ts';
import type { AwsService, QueryService } from './aws/protocols.ts';
import { createCloudFormation } from './cloudformation/cloudformation.ts';
import { createEcr } from './ecr/ecr.ts';
import { seedEcr } from './ecr/seed.ts';
import { createEcs, type EcsOptions } from './ecs/ecs.ts';
import { seedEcs } from './ecs/seed.ts';
import { createLogs } from './logs/logs.ts';
import { taskStream } from './logs/streams.ts';
import { createSsm } from './ssm/ssm.ts';

/** Options of the account, including those of its ECS. */
interface AccountOptions extends Omit<EcsOptions, 'resolveImage' | 'onContainerStart' | 'random'> {
  /** Host and port of a stack's load balancer, `127.0.0.1:3002`. */
  readonly loadBalancerAddress?: (() => string) | undefined;
  /** What exists at startup; `all` when absent, `demo` has a service that deploys as a canary too. */
  readonly seeds?: 'all' | 'demo' | 'none' | undefined;
}

/** The AWS account that the local world starts with: clusters, services and repositories that have existed for days, or nothing. */
export function createAccount(options: AccountOptions) {
  const { clock, accountId, region, speed, onEvent, loadBalancerAddress, seeds = 'all' } = options;
  const place = { clock, accountId, region };
  const ecr = createEcr({ ...place, onEvent });
  if (seeds !== 'none') seedEcr(ecr.world);
  const logs = createLogs(place);
  const ecs = createEcs({
    ...options,
    resolveImage: ecr.resolveImage,
    onContainerStart(task, container, startedAt) {
      const stream = taskStream(task, container, { startedAt, now: () => clock.now() });
      if (stream !== undefined) logs.add(stream);
    },
  });
  if (seeds !== 'none') seedEcs(ecs, { ...place, hasCanary: seeds === 'demo' });
  const autoscaling = createAutoscaling({ ...place, counts: ecs.desiredCounts });
  if (seeds !== 'none') seedAutoscaling(autoscaling);
  const ssm = createSsm(place);
  const cloudFormation = createCloudFormation({
    ...place,
    speed,
    ecs: ecs.service,
    ecr: ecr.service,
    onEcsChange: ecs.onChange,
    deleteLogGroup: logs.remove,
    loadBalancerAddress,
  });
  const all = [ecs.service, ecr.service, ssm, logs.service, autoscaling, ...cloudFormation.services];
  const services: readonly (AwsService | QueryService)[] = all;
  return {
    ecs,
    services,
    /** CloudFormation's faults; can be changed while it runs. */
    stackFaults: cloudFormation.faults,
    /** The local world's `npm run secrets`. */
    putSecrets(prefix: string, signingSecret: string, botToken: string): void {
      const secrets = { 'slack-signing-secret': signingSecret, 'slack-bot-token': botToken };
      for (const [name, Value] of Object.entries(secrets)) {
        ssm.actions.PutParameter({ Name: `${prefix}/${name}`, Type: 'SecureString', Value, Overwrite: true });
      }
    },
  };
}
