import type { AwsService } from '../aws/aws-service.ts';
import type { Clock } from '../clock.ts';
import { deleteParameter } from './actions/delete-parameter.ts';
import { deleteParameters } from './actions/delete-parameters.ts';
import { getParameter } from './actions/get-parameter.ts';
import { getParameters } from './actions/get-parameters.ts';
import { putParameter } from './actions/put-parameter.ts';
import type { SsmWorld } from './ssm-world.ts';

/** Where and when this SSM is. */
export interface SsmOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
}

/** Parameter Store in memory. Seed it with `ssm.actions.PutParameter({ Name, Type, Value })`, as a client would. */
export function createSsm(options: SsmOptions) {
  const world: SsmWorld = { ...options, parameters: new Map() };
  return {
    name: 'ssm',
    targetPrefix: 'AmazonSSM',
    jsonVersion: '1.1',
    actions: {
      DeleteParameter: (input: Record<string, unknown>) => deleteParameter(world, input),
      DeleteParameters: (input: Record<string, unknown>) => deleteParameters(world, input),
      GetParameter: (input: Record<string, unknown>) => getParameter(world, input),
      GetParameters: (input: Record<string, unknown>) => getParameters(world, input),
      PutParameter: (input: Record<string, unknown>) => putParameter(world, input),
    },
  } satisfies AwsService;
}
