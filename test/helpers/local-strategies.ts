import { createTestEcs, createWeb, fargateTask, type TestEcs } from './local-ecs.ts';

/** Two target groups behind one listener rule, as traffic is shifted between them. */
export const advancedConfiguration = {
  alternateTargetGroupArn: 'tg-b',
  productionListenerRule: 'rule',
  testListenerRule: 'test-rule',
  roleArn: 'arn:aws:iam::123456789012:role/infrastructure',
};
export const loadBalancers = [
  { targetGroupArn: 'tg-a', containerName: 'app', containerPort: 80, advancedConfiguration },
];
export const ports = { portMappings: [{ containerPort: 80 }] };
/** A PAUSE hook at these stages. */
export const pause = (...lifecycleStages: string[]) => ({ targetType: 'PAUSE', lifecycleStages });

/** A steady service with this deployment configuration, and the weights that its listener rule was given. */
export function steady(deploymentConfiguration: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const weights: string[] = [];
  const targetGroups = {
    url: '',
    errors: () => ({}),
    register() {},
    deregister: (_: string, __: string, drained: () => void) => drained(),
    health: () => undefined,
    setWeights: (rule: string, groups: readonly { targetGroupArn: string; weight: number }[]) =>
      void weights.push(`${rule}: ${groups.map((one) => `${one.targetGroupArn} ${one.weight}`).join(', ')}`),
  };
  const test = createTestEcs({ targetGroups, ...more });
  createWeb(test, { loadBalancers, deploymentConfiguration }, ports);
  test.pass(600);
  test.call('RegisterTaskDefinition', fargateTask('app', ports));
  test.events.length = 0;
  return { ...test, weights };
}

/** Begins the deployment of its second revision. */
export const update = (test: TestEcs, more: Record<string, unknown> = {}) =>
  test.call('UpdateService', { service: 'web', taskDefinition: 'app:2', ...more });
/** The service. */
export const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];

/** Its newest service deployment. */
export function newest(test: TestEcs) {
  const [{ serviceDeploymentArn }] = test.call('ListServiceDeployments', {
    service: 'web',
  }).serviceDeployments;
  return test.call('DescribeServiceDeployments', { serviceDeploymentArns: [serviceDeploymentArn] })
    .serviceDeployments[0];
}

/** Answers the hook that waits first; returns its id. */
export function act(test: TestEcs, action = 'CONTINUE'): string {
  const { serviceDeploymentArn, lifecycleHookDetails } = newest(test);
  const [{ hookId }] = lifecycleHookDetails;
  test.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId, action });
  return hookId;
}

/** The stages that a deployment passes, with the target's share of production traffic in each, and how long each lasted in minutes. */
export function watch(test: TestEcs, until = 1800): string[] {
  const seen: { what: string; seconds: number }[] = [];
  for (let second = 0; second < until; second += 1) {
    const { status, lifecycleStage, targetServiceRevision } = newest(test);
    const what = `${status} ${lifecycleStage} ${targetServiceRevision.requestedProductionTrafficWeight}`;
    const last = seen.at(-1);
    if (last?.what === what) last.seconds += 1;
    else seen.push({ what, seconds: 1 });
    test.pass(1);
  }
  return seen
    .slice(0, -1)
    .flatMap(({ what, seconds }) => (seconds < 30 ? what : `${what} (${Math.floor(seconds / 60)} min)`));
}
