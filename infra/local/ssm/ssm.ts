import * as ssm from '@aws-sdk/client-ssm';
import { takePage } from '../aws/paging.ts';
import type { AwsService } from '../aws/protocols.ts';
import { type Actions, byModel, type Constraints, type RequestModel } from '../aws/request-model.ts';
import { type AwsPlace, ServiceError, validationError } from '../aws/wire.ts';
import {
  findParameter,
  findTagged,
  invalid,
  mergeTags,
  notFound,
  readFilter,
  type SsmWorld,
  toMetadata,
  type Version,
} from './parameters.ts';

/** Parameter Store in memory. Seed it with `ssm.actions.PutParameter({ Name, Type, Value })`, as a client would. */
export function createSsm(place: AwsPlace) {
  const world: SsmWorld = { ...place, parameters: new Map() };
  return {
    name: 'ssm',
    targetPrefix: 'AmazonSSM',
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

/** PutParameter's data types in the API reference. */
const dataTypes = ['text', 'aws:ec2:image', 'aws:ssm:integration'];

const maxCharacters = { Standard: 4096, Advanced: 8192 };

const actions = {
  /** `aws ssm put-parameter --name … --type … --value … [--overwrite]` */
  PutParameter(world, input) {
    const { Name = '', Value = '', Overwrite = false, DataType = 'text' } = input;
    // Terraform sends an empty string for none.
    const AllowedPattern = input.AllowedPattern || undefined;
    checkName(Name);
    if (Value === '') throw invalid('Parameter value can not be empty.');
    if (/\{\{.*\}\}/s.test(Value)) {
      throw invalid('Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.');
    }
    if (input.Policies !== undefined) throw invalid('Parameter policies are not supported by the local SSM.');
    if (!dataTypes.includes(DataType)) {
      throw invalid(
        `The following data type is not supported: ${DataType} (Data type names are all lowercase.)`,
      );
    }
    const tier = readTier(input.Tier, Value);
    if (AllowedPattern !== undefined && !matches(AllowedPattern, Value)) {
      throw new ServiceError(
        'ParameterPatternMismatchException',
        `Parameter value, cannot be validated against allowedPattern: ${AllowedPattern}`,
      );
    }
    const existing = world.parameters.get(Name);
    const latest = existing?.versions.at(-1);
    if (latest !== undefined && !Overwrite) {
      throw new ServiceError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    if (Overwrite && input.Tags !== undefined) {
      throw invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    }
    const type = input.Type ?? latest?.type;
    if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
    if (latest !== undefined && latest.type !== type) {
      throw new ServiceError(
        'HierarchyTypeMismatchException',
        `The parameter ${Name} is of the type ${latest.type}, which can't be changed to ${type}. Create a new, unique parameter.`,
      );
    }
    if (type !== 'SecureString' && input.KeyId !== undefined) {
      throw invalid('KeyId is required for SecureString type parameter only.');
    }
    const version: Version = {
      type,
      value: Value,
      dataType: DataType,
      tier,
      allowedPattern: AllowedPattern,
      version: (latest?.version ?? 0) + 1,
      modifiedAt: new Date(world.clock.now()),
      description: input.Description ?? latest?.description,
      keyId: type === 'SecureString' ? (input.KeyId ?? latest?.keyId ?? 'alias/aws/ssm') : undefined,
    };
    world.parameters.set(Name, {
      versions: [...(existing?.versions ?? []), version],
      tags: existing?.tags ?? mergeTags(new Map(), input.Tags),
    });
    return { Version: version.version, Tier: tier };
  },

  /** `aws ssm get-parameter --name … [--with-decryption]` */
  GetParameter(world, { Name = '', WithDecryption = false }) {
    const Parameter = findParameter(world, Name, WithDecryption);
    if (Parameter === undefined) throw notFound(Name);
    return { Parameter };
  },

  /** `aws ssm get-parameters --names …`: missing ones are listed, not thrown. */
  GetParameters(world, { Names = [], WithDecryption = false }) {
    const found = Names.map((name) => ({ name, parameter: findParameter(world, name, WithDecryption) }));
    return {
      Parameters: found.flatMap(({ parameter }) => parameter ?? []),
      InvalidParameters: found.flatMap(({ name, parameter }) => (parameter === undefined ? [name] : [])),
    };
  },

  /** `aws ssm delete-parameter --name …` */
  DeleteParameter({ parameters }, { Name = '' }) {
    if (!parameters.delete(Name)) throw notFound(Name);
    return {};
  },

  /** `aws ssm delete-parameters --names …`: missing ones are listed, not thrown. */
  DeleteParameters({ parameters }, { Names = [] }) {
    const { DeletedParameters = [], InvalidParameters = [] } = Object.groupBy(Names, (name) =>
      parameters.delete(name) ? 'DeletedParameters' : 'InvalidParameters',
    );
    return { DeletedParameters, InvalidParameters };
  },

  /** `aws ssm describe-parameters [--parameter-filters …]`: everything but the values, by name, 50 a page. */
  DescribeParameters(world, input) {
    const { Filters = [], ParameterFilters = [], MaxResults = 50, NextToken } = input;
    if (Filters.length > 0 && ParameterFilters.length > 0) {
      throw invalid('Either Filters or ParameterFilters can be used, not both.');
    }
    if (input.Shared === true) return { Parameters: [] };
    const filters = [
      ...Filters.map(({ Key, Values }) => ({ Key, Values, Option: 'Equals' })),
      ...ParameterFilters,
    ].map(readFilter);
    const names = [...world.parameters]
      .filter(([name, parameter]) => filters.every((fits) => fits(name, parameter)))
      .map(([name]) => name)
      .sort();
    const page = takePage({
      asked: ['DescribeParameters', Filters, ParameterFilters],
      items: names,
      byKey: true,
      size: MaxResults,
      keyOf: (name) => name,
      token: NextToken,
      refuse: () => new ServiceError('InvalidNextToken', 'The specified token is not valid.'),
    });
    return { Parameters: page.items.flatMap((name) => toMetadata(world, name)), NextToken: page.token };
  },

  /** `aws ssm list-tags-for-resource --resource-type Parameter --resource-id …` */
  ListTagsForResource(world, input) {
    const { tags } = findTagged(world, input.ResourceType, input.ResourceId);
    return { TagList: [...tags].map(([Key, Value]) => ({ Key, Value })) };
  },

  /** `aws ssm add-tags-to-resource --resource-type Parameter --resource-id … --tags Key=…,Value=…` */
  AddTagsToResource(world, input) {
    const { tags } = findTagged(world, input.ResourceType, input.ResourceId);
    for (const [key, value] of mergeTags(tags, input.Tags)) tags.set(key, value);
    return {};
  },

  /** `aws ssm remove-tags-from-resource --resource-type Parameter --resource-id … --tag-keys …` */
  RemoveTagsFromResource(world, input) {
    const { tags } = findTagged(world, input.ResourceType, input.ResourceId);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
} satisfies Actions<typeof ssm, SsmWorld>;

function readTier(asked: ssm.ParameterTier | undefined, value: string): 'Standard' | 'Advanced' {
  const isLong = value.length > maxCharacters.Standard;
  const tier = asked === 'Intelligent-Tiering' ? (isLong ? 'Advanced' : 'Standard') : (asked ?? 'Standard');
  const most = maxCharacters[tier];
  if (value.length > most) {
    throw invalid(`${tier} tier parameters support a maximum parameter value of ${most} characters.`);
  }
  return tier;
}

/** The most parts between slashes, including the name. */
const mostLevels = 15;

function checkName(name: string): void {
  if (name.split('/').filter((part) => part !== '').length > mostLevels) {
    throw new ServiceError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${mostLevels} levels.`,
    );
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  const isRight = name.length <= 1011 && /^\/?[\w.-]+(\/[\w.-]+)*$/.test(name);
  if (!isRight || (name.includes('/') && !name.startsWith('/'))) {
    throw invalid(
      'Invalid parameter name: only a mix of letters, numbers and the symbols .-_ between slashes, of which the first letter is one.',
    );
  }
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    throw new ServiceError('InvalidAllowedPatternException', `The pattern ${pattern} is not valid.`);
  }
}
