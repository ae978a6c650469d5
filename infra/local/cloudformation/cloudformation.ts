import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import type { AwsService, QueryService } from '../aws/protocols.ts';
import { byModel, type RequestModel } from '../aws/request-model.ts';
import { validationError } from '../aws/wire.ts';
import { roleActions, stackActions, taggingActions } from './actions.ts';
import type { CloudFormationWorld } from './stack.ts';

interface CloudFormationOptions
  extends Pick<
    CloudFormationWorld,
    'clock' | 'accountId' | 'region' | 'speed' | 'onEcsChange' | 'deleteLogGroup'
  > {
  readonly ecs: AwsService;
  readonly ecr: AwsService;
  /** Host and port of the stack's load balancer; 127.0.0.1:3002 when absent. */
  readonly loadBalancerAddress?: (() => string) | undefined;
  readonly random?: () => number;
}

/**
 * As much of CloudFormation as the hands-on stack needs. ECS and ECR resources are really created there; the others are only recorded. Anything
 * unknown is refused.
 */
export function createCloudFormation({ ecs, ecr, ...options }: CloudFormationOptions) {
  const world: CloudFormationWorld = {
    ...options,
    random: options.random ?? Math.random,
    loadBalancerAddress: options.loadBalancerAddress ?? (() => '127.0.0.1:3002'),
    ecs: (name, input) => ecs.actions[name]?.(input),
    ecr: (name, input) => ecr.actions[name]?.(input),
    faults: {},
    stacks: new Map(),
  };
  return {
    /** Can be changed while it runs. */
    faults: world.faults,
    /** CloudFormation, and the parts of IAM and the Resource Groups Tagging API that show what a stack created. */
    services: [
      {
        name: 'cloudformation',
        namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
        actions: byModel(cloudFormationModel, stackActions, () => world),
      },
      {
        name: 'iam',
        namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
        actions: byModel(iamModel, roleActions, () => world),
      },
      {
        name: 'tagging',
        targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
        actions: byModel(taggingModel, taggingActions, () => world),
      },
    ] satisfies (QueryService | AwsService)[],
  };
}

const stackName = '[a-zA-Z][-a-zA-Z0-9]*';

/** CloudFormation's requests: its API model (as of 2026-07), plus the rules for names and templates that its error messages give. */
export const cloudFormationModel: RequestModel = {
  sdk: cloudformation,
  isForm: true,
  constraints: {
    'Capabilities[]': { enum: 'Capability' },
    ClientRequestToken: { min: 1, max: 128, pattern: '[a-zA-Z0-9][-a-zA-Z0-9]*' },
    'CreateStackInput.OnFailure': { enum: 'OnFailure' },
    'CreateStackInput.StackName': { min: 1, max: 128, pattern: stackName },
    'CreateStackInput.TimeoutInMinutes': { min: 1 },
    'DeleteStackInput.DeletionMode': { enum: 'DeletionMode' },
    'DeploymentConfig.Mode': { enum: 'DeploymentConfigMode' },
    NextToken: { min: 1, max: 1024 },
    NotificationARNs: { max: 5 },
    'ResourceTypes[]': { min: 1, max: 256 },
    RoleARN: { min: 20, max: 2048 },
    'RollbackConfiguration.MonitoringTimeInMinutes': { min: 0, max: 180 },
    'RollbackConfiguration.RollbackTriggers': { max: 5 },
    StackName: { min: 1, pattern: `${stackName}|arn:[-a-zA-Z0-9:/._+]*` },
    StackPolicyBody: { min: 1, max: 16_384 },
    StackPolicyDuringUpdateBody: { min: 1, max: 16_384 },
    StackPolicyDuringUpdateURL: { min: 1, max: 5120 },
    StackPolicyURL: { min: 1, max: 5120 },
    'Tag.Key': { min: 1, max: 128 },
    'Tag.Value': { min: 1, max: 256 },
    Tags: { max: 50 },
    TemplateBody: { min: 1, max: 51_200 },
    TemplateURL: { min: 1, max: 5120 },
  },
  refuse: validationError('ValidationError'),
};

export const iamModel: RequestModel = {
  sdk: iam,
  isForm: true,
  constraints: { RoleName: { min: 1, max: 64, pattern: '[\\w+=,.@-]+' } },
  refuse: validationError('ValidationError'),
};

export const taggingModel: RequestModel = {
  sdk: tagging,
  constraints: {
    PaginationToken: { max: 2048 },
    ResourceARNList: { min: 1, max: 100 },
    'ResourceARNList[]': { min: 1, max: 1011 },
    'ResourceTypeFilters[]': { max: 256 },
    'TagFilter.Key': { min: 1, max: 128 },
    'TagFilter.Values': { max: 20 },
    'TagFilter.Values[]': { max: 256 },
    TagFilters: { max: 50 },
  },
  refuse: validationError('InvalidParameterException'),
};
