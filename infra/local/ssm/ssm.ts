import type { AwsService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import * as actions from './parameters.ts';
import { ssmModel } from './request-model.ts';

/** Parameter Store in memory. Seed it with `ssm.actions.PutParameter({ Name, Type, Value })`, as a client would. */
export function createSsm(options: Omit<actions.SsmWorld, 'parameters'>) {
  const world: actions.SsmWorld = { ...options, parameters: new Map() };
  return {
    name: 'ssm',
    targetPrefix: 'AmazonSSM',
    jsonVersion: '1.1',
    actions: byModel(ssmModel, {
      AddTagsToResource: (input) => actions.addTagsToResource(world, input),
      DeleteParameter: (input) => actions.deleteParameter(world, input),
      DeleteParameters: (input) => actions.deleteParameters(world, input),
      DescribeParameters: (input) => actions.describeParameters(world, input),
      GetParameter: (input) => actions.getParameter(world, input),
      GetParameters: (input) => actions.getParameters(world, input),
      ListTagsForResource: (input) => actions.listTagsForResource(world, input),
      PutParameter: (input) => actions.putParameter(world, input),
      RemoveTagsFromResource: (input) => actions.removeTagsFromResource(world, input),
    }),
  } satisfies AwsService;
}
