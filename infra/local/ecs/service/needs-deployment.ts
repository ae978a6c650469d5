import { isDeepStrictEqual } from 'node:util';
import type { ServiceSettings } from '../entities/service-entity.ts';

/** What an update must change for ECS to roll the service out anew; everything else takes effect as it is. */
const rolledOut = [
  'taskDefinition',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
] as const satisfies readonly (keyof ServiceSettings)[];

/** True when the change of settings starts a deployment by itself. */
export function needsDeployment(before: ServiceSettings, after: ServiceSettings): boolean {
  return rolledOut.some((name) =>
    name === 'taskDefinition'
      ? before.taskDefinition?.arn !== after.taskDefinition?.arn
      : !isDeepStrictEqual(before[name], after[name]),
  );
}
