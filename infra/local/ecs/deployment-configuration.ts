import type {
  DeploymentCircuitBreaker,
  DeploymentConfiguration,
  DeploymentLifecycleHook,
  SchedulingStrategy,
} from '@aws-sdk/client-ecs';
import type { DeploymentSettings, LifecycleHook } from './model/service.ts';
import { invalidParameter } from './refuse.ts';

/**
 * A deployment configuration with ECS's defaults, or the previous values, for whatever the request omits. Refuses percentages that could never
 * deploy, and hooks that could never run.
 */
export function readDeploymentConfiguration(
  asked: DeploymentConfiguration = {},
  scheduling: SchedulingStrategy,
  before?: DeploymentSettings,
): DeploymentSettings {
  const { lifecycleHooks, ...merged } = { ...before, ...asked };
  const hooks = lifecycleHooks?.map(readHook) ?? [];
  checkHookCounts(hooks);
  return {
    ...merged,
    ...readPercentages(merged, scheduling === 'DAEMON'),
    strategy: merged.strategy ?? 'ROLLING',
    bakeTimeInMinutes: merged.bakeTimeInMinutes ?? 0,
    deploymentCircuitBreaker: readCircuitBreaker(
      asked.deploymentCircuitBreaker,
      before?.deploymentCircuitBreaker,
    ),
    ...(hooks.length > 0 && { lifecycleHooks: hooks }),
  };
}

function readPercentages(
  asked: DeploymentConfiguration,
  isDaemon: boolean,
): Pick<DeploymentSettings, 'maximumPercent' | 'minimumHealthyPercent'> {
  const { maximumPercent = isDaemon ? 100 : 200, minimumHealthyPercent = isDaemon ? 0 : 100 } = asked;
  if (minimumHealthyPercent < 0 || minimumHealthyPercent > 100) {
    throw invalidParameter('minimumHealthyPercent should be between 0 and 100.');
  }
  if (isDaemon && maximumPercent > 100) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support values above 100 for maximumPercent.',
    );
  }
  if (maximumPercent < 100) throw invalidParameter('maximumPercent should be at least 100.');
  if (!isDaemon && maximumPercent === 100 && minimumHealthyPercent === 100) {
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  }
  return { maximumPercent, minimumHealthyPercent };
}

/** An update keeps the members of the circuit breaker that it leaves out, unlike those of a hook. */
function readCircuitBreaker(
  asked: DeploymentCircuitBreaker | undefined,
  before: DeploymentCircuitBreaker | undefined,
): DeploymentCircuitBreaker {
  return {
    enable: false,
    rollback: false,
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
    ...before,
    ...asked,
  };
}

/** How many minutes a hook may take at most, by its type. */
const longestTimeout = { PAUSE: 20_160, AWS_LAMBDA: 1440 };
const mostOfAType = 10;

function readHook(asked: DeploymentLifecycleHook): LifecycleHook {
  const { targetType = 'AWS_LAMBDA', lifecycleStages = [], hookTargetArn, roleArn } = asked;
  const { timeoutInMinutes = 1440, action = 'ROLLBACK' } = asked.timeoutConfiguration ?? {};
  const longest = longestTimeout[targetType];
  if (lifecycleStages.length === 0) throw invalidParameter('A lifecycle hook needs at least one stage.');
  if (timeoutInMinutes > longest) {
    throw invalidParameter(`timeoutInMinutes should be between 1 and ${longest} for ${targetType} hooks.`);
  }
  if (targetType === 'PAUSE') {
    // A rollback passes these two stages again, and would have to be continued there.
    const shift = lifecycleStages.find((stage) => /^(TEST|PRODUCTION)_TRAFFIC_SHIFT$/.test(stage));
    if (shift !== undefined) throw invalidParameter(`PAUSE hooks cannot be configured at ${shift}.`);
    if (hookTargetArn !== undefined || roleArn !== undefined) {
      throw invalidParameter('hookTargetArn and roleArn are not valid for PAUSE hooks.');
    }
  } else {
    if (!/^arn:aws[a-z-]*:lambda:[^:]*:\d{12}:function:/.test(hookTargetArn ?? '')) {
      throw invalidParameter('hookTargetArn must be the ARN of a Lambda function.');
    }
    if (roleArn === undefined) throw invalidParameter('roleArn is required for AWS_LAMBDA hooks.');
  }
  return { ...asked, targetType, lifecycleStages, timeoutConfiguration: { timeoutInMinutes, action } };
}

function checkHookCounts(hooks: readonly LifecycleHook[]): void {
  for (const [type, all] of Map.groupBy(hooks, ({ targetType }) => targetType)) {
    if (all.length > mostOfAType) {
      throw invalidParameter(`A service can have at most ${mostOfAType} ${type} hooks.`);
    }
  }
}
