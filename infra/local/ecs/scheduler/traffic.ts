import type { DeploymentEntity, ServiceEntity, ServiceRevisionEntity } from '../model/service.ts';
import type { EcsWorld } from '../world.ts';

/** Shares of the traffic in percent, by the ARN of the service revision. */
type Shares = Readonly<Record<string, number>>;

/** How a deployment that shifts traffic has divided it between its target and its source; empty where there is no such traffic. */
export function trafficShares(
  service: ServiceEntity,
  { configuration, revision, progress }: DeploymentEntity,
): { readonly production: Shares; readonly test: Shares } {
  const { loadBalancers } = revision;
  if (configuration.strategy === 'ROLLING' || progress === undefined || loadBalancers.length === 0) {
    return { production: {}, test: {} };
  }
  const source = service.deployments.find((one) => one.revision.arn === progress.sourceRevisionArn);
  const share = (target: number): Shares => ({
    [revision.arn]: target,
    ...(source && { [source.revision.arn]: 100 - target }),
  });
  const hasTest = loadBalancers.some(
    ({ advancedConfiguration: more }) => more?.testListenerRule !== undefined,
  );
  return {
    production: share(progress.traffic.production),
    test: hasTest ? share(progress.traffic.test) : {},
  };
}

/** Sets the weights of a deployment's production listener rules, as ECS does by its infrastructure role. */
export function shiftTraffic(world: EcsWorld, service: ServiceEntity, deployment: DeploymentEntity): void {
  const shares = Object.entries(trafficShares(service, deployment).production);
  // A first deployment leaves the rule as it is until it serves.
  if (shares.length === 0 || shares.every(([, share]) => share === 0)) return;
  deployment.revision.loadBalancers.forEach(({ advancedConfiguration: more }, index) => {
    const weights = shares.flatMap(([arn, weight]) => {
      const owner = service.deployments.find(({ revision }) => revision.arn === arn);
      const targetGroupArn = owner?.revision.targetGroupArns[index];
      return targetGroupArn === undefined ? [] : [{ targetGroupArn, weight }];
    });
    if (more?.productionListenerRule !== undefined) {
      world.targetGroups?.setWeights(more.productionListenerRule, weights);
    }
  });
}

/**
 * The target groups of a new revision's tasks, one for each of its load balancers: where traffic is shifted, those that the serving revision does not
 * use; else the same.
 */
export function chooseTargetGroups(
  loadBalancers: ServiceRevisionEntity['loadBalancers'],
  source: ServiceRevisionEntity | undefined,
  isShifted: boolean,
): string[] {
  return loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) => {
    if (targetGroupArn === undefined) return [];
    const alternate = advancedConfiguration?.alternateTargetGroupArn ?? targetGroupArn;
    const isOnAlternate =
      source?.targetGroupArns.includes(alternate) === true && alternate !== targetGroupArn;
    if (source === undefined) return targetGroupArn;
    return isOnAlternate === isShifted ? targetGroupArn : alternate;
  });
}
