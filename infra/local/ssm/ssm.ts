import * as ssm from '@aws-sdk/client-ssm';
import type { AwsService } from '../aws/protocols.ts';
import { byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { validationError } from '../aws/violations.ts';
import type { AwsPlace } from '../aws/wire.ts';
import { actions } from './actions.ts';
import type { SsmWorld } from './parameters.ts';

/** Parameter Store in memory. Seed it with `ssm.actions.PutParameter({ Name, Type, Value })`, as a client would. */
export function createSsm(place: AwsPlace) {
  const world: SsmWorld = { ...place, parameters: new Map() };
  return {
    name: 'ssm',
    targetPrefix: 'AmazonSSM',
    jsonVersion: '1.1',
    actions: byModel(ssmModel, actions, () => world),
  } satisfies AwsService;
}

const tagText = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*';

/** Constraints from the API's model for the actions supported here (as of 2026-07). */
const constraints = {
  ResourceType: { enum: 'ResourceTypeForTagging' },
  'AddTagsToResourceRequest.Tags': { max: 1000 },
  'DeleteParameterRequest.Name': { min: 1, max: 2048 },
  'DeleteParametersRequest.Names': { min: 1, max: 10 },
  'DeleteParametersRequest.Names[]': { min: 1, max: 2048 },
  'DescribeParametersRequest.MaxResults': { min: 1, max: 50 },
  'GetParameterRequest.Name': { min: 1, max: 2048 },
  'GetParametersRequest.Names': { min: 1, max: 10 },
  'GetParametersRequest.Names[]': { min: 1, max: 2048 },
  'ParameterStringFilter.Key': {
    min: 1,
    max: 132,
    pattern: 'tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType',
  },
  'ParameterStringFilter.Option': { min: 1, max: 10 },
  'ParameterStringFilter.Values': { min: 1, max: 50 },
  'ParameterStringFilter.Values[]': { min: 1, max: 1024 },
  'ParametersFilter.Key': { enum: 'ParametersFilterKey' },
  'ParametersFilter.Values': { min: 1, max: 50 },
  'ParametersFilter.Values[]': { min: 1, max: 1024 },
  'PutParameterRequest.AllowedPattern': { min: 0, max: 1024 },
  'PutParameterRequest.DataType': { min: 0, max: 128 },
  'PutParameterRequest.Description': { min: 0, max: 1024 },
  'PutParameterRequest.KeyId': { min: 1, max: 256, pattern: '^([a-zA-Z0-9:/_-]+)$' },
  'PutParameterRequest.Name': { min: 1, max: 2048 },
  'PutParameterRequest.Policies': { min: 1, max: 4096 },
  'PutParameterRequest.Tags': { max: 1000 },
  'PutParameterRequest.Tier': { enum: 'ParameterTier' },
  'PutParameterRequest.Type': { enum: 'ParameterType' },
  'RemoveTagsFromResourceRequest.TagKeys[]': { min: 1, max: 128, pattern: tagText },
  'Tag.Key': { min: 1, max: 128, pattern: tagText },
  'Tag.Value': { min: 0, max: 256, pattern: tagText },
} satisfies Constraints;

export const ssmModel: RequestModel = {
  sdk: ssm,
  constraints,
  refuse: validationError('ValidationException'),
};
