import type { AwsService, QueryService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import {
  createStack,
  deleteStack,
  describeStackEvents,
  describeStackResources,
  describeStacks,
  getResources,
  getRole,
  updateStack,
} from './actions.ts';
import { cloudFormationModel, iamModel, taggingModel } from './request-model.ts';
import type { CloudFormationWorld, StackFaults } from './stack.ts';

interface CloudFormationOptions
  extends Pick<
    CloudFormationWorld,
    'clock' | 'accountId' | 'region' | 'speed' | 'onEcsChange' | 'deleteLogGroup'
  > {
  readonly ecs: AwsService;
  readonly ecr: AwsService;
  /** Where the stack's load balancer answers; 127.0.0.1:3002 when absent. */
  readonly loadBalancerAddress?: () => string;
  readonly random?: () => number;
}

interface LocalCloudFormation {
  /** CloudFormation, and of IAM and the Resource Groups Tagging API what tells what a stack made. */
  readonly services: readonly (QueryService | AwsService)[];
  /** Switchable while it runs. */
  readonly faults: StackFaults;
}

/**
 * As much of CloudFormation as the hands-on stack needs. Resources of ECS and ECR are made for real in these, of the others it is
 * only recorded that they are there. Whatever it does not know it refuses.
 */
export function createCloudFormation({ ecs, ecr, ...options }: CloudFormationOptions): LocalCloudFormation {
  const world: CloudFormationWorld = {
    random: Math.random,
    loadBalancerAddress: () => '127.0.0.1:3002',
    ...options,
    ecs: (name, input) => ecs.actions[name]?.(input),
    ecr: (name, input) => ecr.actions[name]?.(input),
    faults: {},
    stacks: new Map(),
  };
  return {
    faults: world.faults,
    services: [
      {
        name: 'cloudformation',
        protocol: 'query',
        namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
        actions: byModel(cloudFormationModel, {
          CreateStack: (input) => createStack(world, input),
          DeleteStack: (input) => deleteStack(world, input),
          DescribeStackEvents: (input) => describeStackEvents(world, input),
          DescribeStackResources: (input) => describeStackResources(world, input),
          DescribeStacks: (input) => describeStacks(world, input),
          UpdateStack: (input) => updateStack(world, input),
        }),
      },
      {
        name: 'iam',
        protocol: 'query',
        namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
        actions: byModel(iamModel, { GetRole: (input) => getRole(world, input) }),
      },
      {
        name: 'tagging',
        targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
        jsonVersion: '1.1',
        actions: byModel(taggingModel, { GetResources: (input) => getResources(world, input) }),
      },
    ],
  };
}
