import type { DeploymentConfiguration, SchedulingStrategy } from '@aws-sdk/client-ecs';
import type { ServiceSettings } from '../entities/service-entity.ts';
import { invalidParameter } from '../refuse/invalid-parameter.ts';

/**
 * A deployment configuration with ECS's defaults, or with what it was before where the request is silent.
 * Refuses percentages that could never deploy.
 */
export function readDeploymentConfiguration(
  asked: DeploymentConfiguration = {},
  strategy: SchedulingStrategy,
  before?: DeploymentConfiguration,
): ServiceSettings['deploymentConfiguration'] {
  const isDaemon = strategy === 'DAEMON';
  const defaults = {
    deploymentCircuitBreaker: { enable: false, rollback: false },
    maximumPercent: isDaemon ? 100 : 200,
    minimumHealthyPercent: isDaemon ? 0 : 100,
    strategy: 'ROLLING',
    bakeTimeInMinutes: 0,
  } as const;
  const merged = { ...defaults, ...before, ...asked };
  const maximumPercent = merged.maximumPercent ?? defaults.maximumPercent;
  const minimumHealthyPercent = merged.minimumHealthyPercent ?? defaults.minimumHealthyPercent;
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
  return { ...merged, maximumPercent, minimumHealthyPercent };
}
