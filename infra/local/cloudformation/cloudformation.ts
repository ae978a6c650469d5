import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import type { AwsService, QueryService } from '../aws/protocols.ts';
import { byModel, type RequestModel } from '../aws/request-model.ts';
import { validationError } from '../aws/violations.ts';
import { roleActions, stackActions, taggingActions } from './actions.ts';
import type { CloudFormationWorld } from './stack.ts';

interface CloudFormationOptions
  extends Pick<
    CloudFormationWorld,
    'clock' | 'accountId' | 'region' | 'speed' | 'onEcsChange' | 'deleteLogGroup'
  > {
  readonly ecs: AwsService;
  readonly ecr: AwsService;
  /** Where the stack's load balancer answers; 127.0.0.1:3002 when absent. */
  readonly loadBalancerAddress?: (() => string) | undefined;
  readonly random?: () => number;
}

/**
 * As much of CloudFormation as the hands-on stack needs. Resources of ECS and ECR are made for real in these, of the others it is
 * only recorded that they are there. Whatever it does not know it refuses.
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
    /** Switchable while it runs. */
    faults: world.faults,
    /** CloudFormation, and of IAM and the Resource Groups Tagging API what tells what a stack made. */
    services: [
      {
        name: 'cloudformation',
        protocol: 'query',
        namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
        actions: byModel(cloudFormationModel, stackActions, () => world),
      },
      {
        name: 'iam',
        protocol: 'query',
        namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
        actions: byModel(iamModel, roleActions, () => world),
      },
      {
        name: 'tagging',
        targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
        jsonVersion: '1.1',
        actions: byModel(taggingModel, taggingActions, () => world),
      },
    ] satisfies (QueryService | AwsService)[],
  };
}

const stackName = '[a-zA-Z][-a-zA-Z0-9]*';

/** Requests of CloudFormation: its API's model (of 2026-07), and of names and templates what its refusals say. */
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

/** Requests of IAM. */
export const iamModel: RequestModel = {
  sdk: iam,
  isForm: true,
  constraints: { RoleName: { min: 1, max: 64, pattern: '[\\w+=,.@-]+' } },
  refuse: validationError('ValidationError'),
};

/** Requests of the Resource Groups Tagging API. */
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
