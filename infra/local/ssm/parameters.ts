import { createHash } from 'node:crypto';
import type {
  AddTagsToResourceRequest,
  DeleteParameterRequest,
  DeleteParametersRequest,
  DescribeParametersRequest,
  GetParameterRequest,
  GetParametersRequest,
  ListTagsForResourceRequest,
  ParameterMetadata,
  ParameterStringFilter,
  ParameterTier,
  ParameterType,
  PutParameterRequest,
  RemoveTagsFromResourceRequest,
  Tag,
} from '@aws-sdk/client-ssm';
import { takePage } from '../aws/paging.ts';
import { ServiceError } from '../aws/wire.ts';
import type { Clock } from '../clock.ts';

/** What every SSM action works on. */
export interface SsmWorld {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  /** By name, in order of creation. */
  readonly parameters: Map<string, Parameter>;
}

interface Parameter {
  /** Oldest first, never empty. */
  readonly versions: readonly Version[];
  readonly tags: Map<string, string>;
}

/** One version of a parameter. */
interface Version {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly modifiedAt: Date;
  readonly dataType: string;
  readonly tier: ParameterTier;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** Of a SecureString. */
  readonly keyId: string | undefined;
}

/** PutParameter's in the API reference. */
const dataTypes = ['text', 'aws:ec2:image', 'aws:ssm:integration'];

const maxCharacters = { Standard: 4096, Advanced: 8192 };

/** `aws ssm put-parameter --name … --type … --value … [--overwrite]` */
export function putParameter(world: SsmWorld, input: PutParameterRequest) {
  const { Name = '', Value = '', Overwrite = false, DataType = 'text' } = input;
  // Terraform sends an empty one for none.
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
    ...{ type, value: Value, dataType: DataType, tier, allowedPattern: AllowedPattern },
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
}

/** `aws ssm get-parameter --name … [--with-decryption]` */
export function getParameter(world: SsmWorld, { Name = '', WithDecryption = false }: GetParameterRequest) {
  const Parameter = findParameter(world, Name, WithDecryption);
  if (Parameter === undefined) throw notFound(Name);
  return { Parameter };
}

/** `aws ssm get-parameters --names …`: what is missing is listed, not thrown. */
export function getParameters(world: SsmWorld, { Names = [], WithDecryption = false }: GetParametersRequest) {
  const found = Names.map((name) => ({ name, parameter: findParameter(world, name, WithDecryption) }));
  return {
    Parameters: found.flatMap(({ parameter }) => parameter ?? []),
    InvalidParameters: found.flatMap(({ name, parameter }) => (parameter === undefined ? [name] : [])),
  };
}

/** `aws ssm delete-parameter --name …` */
export function deleteParameter({ parameters }: SsmWorld, { Name = '' }: DeleteParameterRequest) {
  if (!parameters.delete(Name)) throw notFound(Name);
  return {};
}

/** `aws ssm delete-parameters --names …`: what is missing is listed, not thrown. */
export function deleteParameters({ parameters }: SsmWorld, { Names = [] }: DeleteParametersRequest) {
  const { DeletedParameters = [], InvalidParameters = [] } = Object.groupBy(Names, (name) =>
    parameters.delete(name) ? 'DeletedParameters' : 'InvalidParameters',
  );
  return { DeletedParameters, InvalidParameters };
}

/** `aws ssm describe-parameters [--parameter-filters …]`: everything but the values, by name, 50 a page. */
export function describeParameters(world: SsmWorld, input: DescribeParametersRequest) {
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
    ...{
      asked: ['DescribeParameters', Filters, ParameterFilters],
      items: names,
      byKey: true,
      size: MaxResults,
    },
    ...{ keyOf: (name: string) => name, token: NextToken },
    refuse: () => new ServiceError('InvalidNextToken', 'The specified token is not valid.'),
  });
  return {
    Parameters: page.items.flatMap((name) => toMetadata(world, name)),
    ...(page.token !== undefined && { NextToken: page.token }),
  };
}

/** `aws ssm list-tags-for-resource --resource-type Parameter --resource-id …` */
export function listTagsForResource(world: SsmWorld, input: ListTagsForResourceRequest) {
  const { tags } = findTagged(world, input.ResourceType, input.ResourceId);
  return { TagList: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}

/** `aws ssm add-tags-to-resource --resource-type Parameter --resource-id … --tags Key=…,Value=…` */
export function addTagsToResource(world: SsmWorld, input: AddTagsToResourceRequest) {
  const { tags } = findTagged(world, input.ResourceType, input.ResourceId);
  for (const [key, value] of mergeTags(tags, input.Tags)) tags.set(key, value);
  return {};
}

/** `aws ssm remove-tags-from-resource --resource-type Parameter --resource-id … --tag-keys …` */
export function removeTagsFromResource(world: SsmWorld, input: RemoveTagsFromResourceRequest) {
  const { tags } = findTagged(world, input.ResourceType, input.ResourceId);
  for (const key of input.TagKeys ?? []) tags.delete(key);
  return {};
}

/**
 * The wire form of the parameter that `selector` names: a name or an ARN, with `:3` behind it for one version.
 * Undefined when there is no such parameter; throws ParameterVersionNotFound when only the version is missing.
 */
function findParameter(world: SsmWorld, selector: string, isDecrypted: boolean): object | undefined {
  const { parameters } = world;
  const prefix = arnOf(world, '/').slice(0, -1);
  const isArn = selector.startsWith(prefix);
  const [path = '', wanted] = (isArn ? selector.slice(prefix.length) : selector).split(':');
  // The ARNs of `/a` and `a` are the same text, so an ARN is compared and never taken apart.
  const name = isArn ? [...parameters.keys()].find((key) => arnOf(world, key) === `${prefix}${path}`) : path;
  const { versions } = parameters.get(name ?? '') ?? {};
  if (name === undefined || versions === undefined) return undefined;
  const found =
    wanted === undefined ? versions.at(-1) : versions.find(({ version }) => String(version) === wanted);
  if (found === undefined) {
    throw new ServiceError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${wanted} of ${name}.`,
    );
  }
  const isHidden = found.type === 'SecureString' && !isDecrypted;
  return {
    Name: name,
    Type: found.type,
    Value: isHidden ? ciphertext(name, found.version) : found.value,
    Version: found.version,
    ...(wanted === undefined ? {} : { Selector: `:${wanted}` }),
    LastModifiedDate: found.modifiedAt,
    ARN: arnOf(world, name),
    DataType: found.dataType,
  };
}

function toMetadata(world: SsmWorld, name: string): ParameterMetadata[] {
  const latest = world.parameters.get(name)?.versions.at(-1);
  if (latest === undefined) return [];
  const { description, allowedPattern, keyId } = latest;
  return [
    {
      Name: name,
      ARN: arnOf(world, name),
      Type: latest.type,
      ...(keyId !== undefined && { KeyId: keyId }),
      LastModifiedDate: latest.modifiedAt,
      LastModifiedUser: `arn:aws:iam::${world.accountId}:user/local`,
      ...(description !== undefined && { Description: description }),
      ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
      Version: latest.version,
      Tier: latest.tier,
      Policies: [],
      DataType: latest.dataType,
    },
  ];
}

type Fits = (name: string, parameter: Parameter) => boolean;

/** A filter as a question to a parameter. Refuses an option that its key does not have. */
function readFilter({ Key = '', Option, Values = [] }: Partial<ParameterStringFilter>): Fits {
  if (Key === 'Path') {
    const option = Option ?? 'OneLevel';
    if (!['OneLevel', 'Recursive'].includes(option)) throw badOption(Key, option);
    return (name) =>
      Values.some((path) => {
        const root = path.endsWith('/') ? path : `${path}/`;
        return name.startsWith(root) && (option === 'Recursive' || !name.slice(root.length).includes('/'));
      });
  }
  const option = Option ?? 'Equals';
  const known = Key === 'Name' ? ['Equals', 'BeginsWith', 'Contains'] : ['Equals', 'BeginsWith'];
  if (!known.includes(option)) throw badOption(Key, option);
  const fits = (text = '') =>
    Values.some((value) => {
      if (option === 'BeginsWith') return text.startsWith(value);
      return option === 'Contains' ? text.includes(value) : text === value;
    });
  if (Key.startsWith('tag:')) {
    const key = Key.slice('tag:'.length);
    return (_, { tags }) => tags.has(key) && (Values.length === 0 || fits(tags.get(key)));
  }
  return (name, { versions }) => {
    const latest = versions.at(-1);
    const members: Readonly<Record<string, string | undefined>> = {
      Name: name,
      Type: latest?.type,
      KeyId: latest?.keyId,
      Tier: latest?.tier,
      DataType: latest?.dataType,
    };
    return fits(members[Key]);
  };
}

function badOption(key: string, option: string): ServiceError {
  return new ServiceError('InvalidFilterOption', `The filter option ${option} is not valid for ${key}.`);
}

function readTier(asked: PutParameterRequest['Tier'], value: string): 'Standard' | 'Advanced' {
  const isLong = value.length > maxCharacters.Standard;
  const tier = asked === 'Intelligent-Tiering' ? (isLong ? 'Advanced' : 'Standard') : (asked ?? 'Standard');
  const most = maxCharacters[tier];
  if (value.length > most) {
    throw invalid(`${tier} tier parameters support a maximum parameter value of ${most} characters.`);
  }
  return tier;
}

/** Of the parts between slashes, the name among them. */
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

function findTagged(
  { parameters }: SsmWorld,
  type: string | undefined,
  id = '',
): { readonly tags: Map<string, string> } {
  if (type !== 'Parameter') throw new ServiceError('InvalidResourceType', 'Only parameters are here.');
  const parameter = parameters.get(id);
  if (parameter === undefined) {
    throw new ServiceError('InvalidResourceId', `The resource ID "${id}" is not valid.`);
  }
  return parameter;
}

function mergeTags(tags: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const merged = new Map([...tags, ...added.map(({ Key = '', Value = '' }) => [Key, Value] as const)]);
  if ([...merged.keys()].some((key) => /^aws:/i.test(key))) {
    throw invalid('Tag keys can not begin with aws:, which is reserved for AWS use.');
  }
  if (merged.size > 50) throw new ServiceError('TooManyTagsError', 'A resource can have at most 50 tags.');
  return merged;
}

function arnOf({ region, accountId }: SsmWorld, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

function notFound(name: string): ServiceError {
  return new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/**
 * What SSM answers for a SecureString that is read without decryption: KMS ciphertext in base64. The same version reads
 * the same each time; nothing of the value can be read from it.
 */
export function ciphertext(name: string, version: number): string {
  const noise = Array.from({ length: 5 }, (_, block) =>
    createHash('sha256').update(`${name}:${version}:${block}`).digest(),
  );
  // KMS blobs begin with these bytes, so that the text begins with AQICAH as people know it.
  return Buffer.concat([Buffer.from('01020200', 'hex'), ...noise]).toString('base64');
}
