import { isDeepStrictEqual } from 'node:util';
import type * as cloudformation from '@aws-sdk/client-cloudformation';
import type { CreateStackInput, UpdateStackInput } from '@aws-sdk/client-cloudformation';
import type * as iam from '@aws-sdk/client-iam';
import type * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import type { Actions } from '../aws/request-model.ts';
import { ServiceError } from '../aws/wire.ts';
import { beginOperation, makeStack, recordStack, removeStack } from './operations.ts';
import { resourceTypes } from './resources.ts';
import { type CloudFormationWorld, findStack, hex, invalid, type StackEntity } from './stack.ts';
import { planStack, readParameters, readStackTemplate } from './template.ts';

export const stackActions = {
  /** `aws cloudformation create-stack --stack-name … --template-body …`; returns at once, creation continues in the background. */
  CreateStack(world, input) {
    const { StackName: name, Tags, Capabilities, description, parameters, plan } = readRequest(world, input);
    const { stacks, random, region, accountId, clock } = world;
    if ([...stacks.values()].some((stack) => stack.name === name && stack.deletedAt === undefined)) {
      throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
    }
    const uuid = [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join('-');
    const stack: StackEntity = {
      id: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${uuid}`,
      name,
      description,
      parameters,
      plan,
      tags: Tags,
      capabilities: Capabilities,
      createdAt: new Date(clock.now()),
      status: 'CREATE_IN_PROGRESS',
      outputs: [],
      resources: new Map(),
      events: [],
    };
    stacks.set(stack.id, stack);
    recordStack(world, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
    beginOperation(stack, (cancel) => makeStack(world, stack, 'CREATE', cancel));
    return { StackId: stack.id };
  },

  /** `aws cloudformation delete-stack --stack-name …`; a missing stack is no error. Cancels a creation in progress. */
  DeleteStack(world, input) {
    const { StackName = '', ClientRequestToken: _, ...unplayed } = input;
    refuseUnplayed(unplayed);
    const stack = [...world.stacks.values()].find(
      ({ id, name, deletedAt }) => deletedAt === undefined && (id === StackName || name === StackName),
    );
    if (stack === undefined || stack.status === 'DELETE_IN_PROGRESS') return {};
    recordStack(world, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    beginOperation(stack, () => removeStack(world, stack));
    return {};
  },

  /** `aws cloudformation describe-stack-events --stack-name …`: newest first, 100 a page. */
  DescribeStackEvents(world, input) {
    const { StackName = '', NextToken } = input;
    const events = [...findStack(world, StackName).events].reverse();
    const from = events.findIndex(({ EventId }) => EventId === NextToken) + 1;
    if (NextToken !== undefined && from === 0) {
      throw invalid('The specified NextToken is invalid.');
    }
    const page = events.slice(from, from + pageSize);
    const isMore = from + pageSize < events.length;
    return { StackEvents: page, ...(isMore && { NextToken: page.at(-1)?.EventId }) };
  },

  /** `aws cloudformation describe-stack-resources --stack-name …`, or by the `--physical-resource-id` of one of its resources. */
  DescribeStackResources(world, input) {
    const { StackName, PhysicalResourceId, LogicalResourceId } = input;
    if ((StackName === undefined) === (PhysicalResourceId === undefined)) {
      throw invalid('Exactly one of StackName and PhysicalResourceId must be specified.');
    }
    const owner = [...world.stacks.values()].find(({ resources }) =>
      [...resources.values()].some(({ physicalId }) => physicalId === PhysicalResourceId),
    );
    if (StackName === undefined && owner === undefined) {
      throw invalid(`Stack for ${PhysicalResourceId} does not exist`);
    }
    const stack = owner ?? findStack(world, StackName ?? '');
    return {
      StackResources: [...stack.resources.values()]
        .filter(({ planned }) => LogicalResourceId === undefined || planned.id === LogicalResourceId)
        .map(({ planned, physicalId, status, reason, changedAt }) => ({
          StackName: stack.name,
          StackId: stack.id,
          LogicalResourceId: planned.id,
          PhysicalResourceId: physicalId,
          ResourceType: planned.type,
          Timestamp: changedAt,
          ResourceStatus: status,
          ResourceStatusReason: reason,
        })),
    };
  },

  /** `aws cloudformation describe-stacks [--stack-name …]`; a deleted stack only by its id. */
  DescribeStacks(world, input) {
    const { StackName, NextToken } = input;
    // All stacks fit on one page, so no token was ever issued.
    if (NextToken !== undefined) throw invalid('The specified NextToken is invalid.');
    const all = [...world.stacks.values()].filter(({ deletedAt }) => deletedAt === undefined);
    return { Stacks: (StackName === undefined ? all : [findStack(world, StackName)]).map(describe) };
  },

  /** `aws cloudformation update-stack …`: can only add resources here. A changed or removed resource is refused. */
  UpdateStack(world, input) {
    const { StackName, parameters, plan } = readRequest(world, input);
    const stack = findStack(world, StackName);
    if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(stack.status)) {
      throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
    }
    const before = new Map(stack.plan.resources.map((each) => [each.id, each]));
    const after = new Map(plan.resources.map((each) => [each.id, each]));
    const changed = [...before].find(([id, each]) => !isDeepStrictEqual(after.get(id), each))?.[0];
    if (changed !== undefined) {
      throw invalid(`The local CloudFormation can only add to a stack: ${changed} would change.`);
    }
    if (after.size === before.size) {
      throw invalid('No updates are to be performed.');
    }
    stack.updatedAt = new Date(world.clock.now());
    recordStack(world, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
    const former = { parameters: stack.parameters, plan: stack.plan };
    Object.assign(stack, { parameters, plan });
    beginOperation(stack, async (cancel) => {
      await makeStack(world, stack, 'UPDATE', cancel);
      if (stack.status.startsWith('UPDATE_ROLLBACK')) Object.assign(stack, former);
    });
    return { StackId: stack.id };
  },
} satisfies Actions<typeof cloudformation, CloudFormationWorld>;

/** IAM actions. */
export const roleActions = {
  /** `aws iam get-role --role-name …`: the roles that stacks created. */
  GetRole({ stacks, accountId }, input) {
    const { RoleName } = input;
    const roles = [...stacks.values()].flatMap(({ resources }) => [...resources.values()]);
    const found = roles.find(
      ({ planned, physicalId }) => planned.type === 'AWS::IAM::Role' && physicalId === RoleName,
    );
    if (found === undefined) {
      const message = `The role with name ${RoleName} cannot be found.`;
      throw new ServiceError('NoSuchEntity', message, 404);
    }
    return {
      Role: {
        Path: '/',
        RoleName,
        RoleId: 'AROALOCAL',
        Arn: `arn:aws:iam::${accountId}:role/${RoleName}`,
        CreateDate: found.changedAt,
        Tags: found.properties.Tags as iam.Tag[] | undefined,
      },
    };
  },
} satisfies Actions<typeof iam, CloudFormationWorld>;

/** Actions of the Resource Groups Tagging API. */
export const taggingActions = {
  /** `aws resourcegroupstaggingapi get-resources --resource-type-filters ec2 elasticloadbalancing`: what stacks created, all on one page. */
  GetResources(world, input) {
    const { TagFilters = [], ResourceTypeFilters = [], ...unplayed } = input;
    const [other] = Object.keys(unplayed);
    const foreign = ResourceTypeFilters.find((type) => !services.includes(type));
    if (other !== undefined) throw refusal(`The local tagging service does not take ${other}.`);
    if (foreign !== undefined || ResourceTypeFilters.length === 0) {
      throw refusal(`The local tagging service knows the resource types ${services.join(' and ')} alone.`);
    }
    const resources = [...world.stacks.values()].flatMap((stack) => [...stack.resources.values()]);
    const tagged = resources.flatMap(({ planned, physicalId, properties }) => {
      const arn = resourceTypes[planned.type]?.arn?.(world, physicalId);
      const Tags = Array.isArray(properties.Tags) ? (properties.Tags as tagging.Tag[]) : [];
      return arn === undefined || physicalId === '' || Tags.length === 0 ? [] : [{ ResourceARN: arn, Tags }];
    });
    return {
      PaginationToken: '',
      ResourceTagMappingList: tagged.filter(
        ({ ResourceARN, Tags }) =>
          ResourceTypeFilters.some((service) => ResourceARN.startsWith(`arn:aws:${service}:`)) &&
          TagFilters.every(({ Key, Values = [] }) =>
            Tags.some(
              (tag) => tag.Key === Key && (Values.length === 0 || Values.includes(String(tag.Value))),
            ),
          ),
      ),
    };
  },
} satisfies Actions<typeof tagging, CloudFormationWorld>;

/** The fields that CreateStack and UpdateStack share. Unsupported fields are refused. */
function readRequest({ region }: CloudFormationWorld, input: CreateStackInput & UpdateStackInput) {
  const { StackName = '', TemplateBody, Parameters = [], Capabilities = [], Tags = [], ...rest } = input;
  const { OnFailure = 'ROLLBACK', ClientRequestToken: _, ...unplayed } = rest;
  refuseUnplayed({
    ...unplayed,
    ...(OnFailure !== 'ROLLBACK' && { OnFailure }),
    ...(Parameters.some(({ UsePreviousValue }) => UsePreviousValue) && { UsePreviousValue: true }),
  });
  if (TemplateBody === undefined) {
    throw invalid('Either Template URL or Template Body must be specified.');
  }
  const template = readStackTemplate(TemplateBody);
  const given = Object.fromEntries(
    Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
  );
  const parameters = readParameters(template.Parameters, given);
  const plan = planStack(template, parameters, region);
  const namesRole = plan.resources.some(
    ({ type, properties }) => type === 'AWS::IAM::Role' && properties.RoleName,
  );
  if (namesRole && !Capabilities.includes('CAPABILITY_NAMED_IAM')) {
    const message = 'Requires capabilities : [CAPABILITY_NAMED_IAM]';
    throw new ServiceError('InsufficientCapabilitiesException', message);
  }
  const { Description: description } = template;
  return { StackName, Capabilities, Tags, description, parameters, plan };
}

/** @throws ServiceError ValidationError for what CloudFormation supports and the local one does not */
function refuseUnplayed(unplayed: object): void {
  const [name] = Object.keys(unplayed);
  if (name === undefined) return;
  throw invalid(`The local CloudFormation does not take ${name}.`);
}

const pageSize = 100;

function describe(stack: StackEntity) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    CreationTime: stack.createdAt,
    DeletionTime: stack.deletedAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    Capabilities: stack.capabilities,
    Outputs: stack.outputs,
    Tags: stack.tags,
  };
}

// Resources of ECS and ECR are not found here, so they must not be requested.
const services = ['ec2', 'elasticloadbalancing'];

const refusal = (message: string) => new ServiceError('InvalidParameterException', message);
