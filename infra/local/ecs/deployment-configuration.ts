import type {
  CanaryConfiguration,
  DeploymentCircuitBreaker,
  DeploymentConfiguration,
  DeploymentLifecycleHook,
  LinearConfiguration,
  SchedulingStrategy,
} from '@aws-sdk/client-ecs';
import type { DeploymentSettings, LifecycleHook, ServiceSettings } from './model/service.ts';
import { clientError, invalidParameter } from './refuse.ts';

/**
 * A deployment configuration with ECS's defaults, or the previous values, for whatever the request omits. Refuses percentages that could never
 * deploy, hooks that could never run, and the configuration of another strategy.
 */
export function readDeploymentConfiguration(
  asked: DeploymentConfiguration = {},
  scheduling: SchedulingStrategy,
  before?: DeploymentSettings,
): DeploymentSettings {
  const { lifecycleHooks, linearConfiguration, canaryConfiguration, ...merged } = { ...before, ...asked };
  const { strategy = 'ROLLING' } = merged;
  const hooks = lifecycleHooks?.map(readHook) ?? [];
  checkHookCounts(hooks);
  if (asked.linearConfiguration !== undefined && strategy !== 'LINEAR') throw onlyFor('linear', 'LINEAR');
  if (asked.canaryConfiguration !== undefined && strategy !== 'CANARY') throw onlyFor('canary', 'CANARY');
  return {
    ...merged,
    ...readPercentages(merged, scheduling === 'DAEMON'),
    strategy,
    ...(strategy === 'LINEAR' && { linearConfiguration: readLinear(linearConfiguration) }),
    ...(strategy === 'CANARY' && { canaryConfiguration: readCanary(canaryConfiguration) }),
    bakeTimeInMinutes: merged.bakeTimeInMinutes ?? 0,
    deploymentCircuitBreaker: readCircuitBreaker(
      asked.deploymentCircuitBreaker,
      before?.deploymentCircuitBreaker,
    ),
    ...(hooks.length > 0 && { lifecycleHooks: hooks }),
  };
}

function onlyFor(name: string, strategy: string) {
  return invalidParameter(`${name}Configuration is only valid with the ${strategy} deployment strategy.`);
}

function readLinear({ stepPercent = 10, stepBakeTimeInMinutes = 6 }: LinearConfiguration = {}) {
  checkTenths('stepPercent', stepPercent);
  return { stepPercent, stepBakeTimeInMinutes };
}

function readCanary({ canaryPercent = 5, canaryBakeTimeInMinutes = 10 }: CanaryConfiguration = {}) {
  checkTenths('canaryPercent', canaryPercent);
  return { canaryPercent, canaryBakeTimeInMinutes };
}

function checkTenths(name: string, percent: number): void {
  if (Math.abs(percent * 10 - Math.round(percent * 10)) > 1e-6) {
    throw invalidParameter(`${name} must be a multiple of 0.1.`);
  }
}

/** Refuses a strategy that the service's other settings don't allow. */
export function checkStrategy({ deploymentConfiguration, loadBalancers }: ServiceSettings): void {
  const { strategy, deploymentCircuitBreaker } = deploymentConfiguration;
  if (strategy === 'ROLLING') return;
  if (deploymentCircuitBreaker.enable === true) {
    throw invalidParameter(
      `The deployment circuit breaker is only valid with the ROLLING deployment strategy, not with ${strategy}.`,
    );
  }
  if (loadBalancers.length === 0 && strategy !== 'BLUE_GREEN') {
    throw invalidParameter(`The ${strategy} deployment strategy needs a load balancer or Service Connect.`);
  }
  const name = strategy.toLowerCase().replace('_', '/');
  for (const { targetGroupArn, advancedConfiguration } of loadBalancers) {
    if (advancedConfiguration === undefined) {
      // Worded as by ECS.
      throw clientError(
        `advancedConfiguration field is required for all loadBalancers when using the ${name} deployment strategy`,
      );
    }
    const { alternateTargetGroupArn, productionListenerRule, roleArn } = advancedConfiguration;
    if (!alternateTargetGroupArn || !productionListenerRule || !roleArn) {
      throw invalidParameter(
        'advancedConfiguration needs alternateTargetGroupArn, productionListenerRule and roleArn.',
      );
    }
    if (alternateTargetGroupArn === targetGroupArn) {
      throw invalidParameter('alternateTargetGroupArn must be another target group than targetGroupArn.');
    }
  }
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
