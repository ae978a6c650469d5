import { createHash } from 'node:crypto';
import type {
  ParameterMetadata,
  ParameterStringFilter,
  ParameterTier,
  ParameterType,
  Tag,
} from '@aws-sdk/client-ssm';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';

/** What every SSM action depends on. */
export interface SsmWorld extends AwsPlace {
  /** By name, in order of creation. */
  readonly parameters: Map<string, Parameter>;
}

interface Parameter {
  /** Oldest first, never empty. */
  readonly versions: readonly Version[];
  readonly tags: Map<string, string>;
}

/** One version of a parameter. */
export interface Version {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly modifiedAt: Date;
  readonly dataType: string;
  readonly tier: ParameterTier;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** The KMS key of a SecureString. */
  readonly keyId: string | undefined;
}

/**
 * The parameter for `selector` as SSM returns it: a name or an ARN, with a suffix such as `:3` for one version. Undefined when there is no such
 * parameter; throws ParameterVersionNotFound when only the version is missing.
 */
export function findParameter(world: SsmWorld, selector: string, isDecrypted: boolean): object | undefined {
  const { parameters } = world;
  const prefix = arnOf(world, '/').slice(0, -1);
  const isArn = selector.startsWith(prefix);
  const [path = '', wanted] = (isArn ? selector.slice(prefix.length) : selector).split(':');
  // `/a` and `a` have the same ARN, so ARNs are compared and never parsed.
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

export function toMetadata(world: SsmWorld, name: string): ParameterMetadata[] {
  const latest = world.parameters.get(name)?.versions.at(-1);
  if (latest === undefined) return [];
  return [
    {
      Name: name,
      ARN: arnOf(world, name),
      Type: latest.type,
      KeyId: latest.keyId,
      LastModifiedDate: latest.modifiedAt,
      LastModifiedUser: `arn:aws:iam::${world.accountId}:user/local`,
      Description: latest.description,
      AllowedPattern: latest.allowedPattern,
      Version: latest.version,
      Tier: latest.tier,
      Policies: [],
      DataType: latest.dataType,
    },
  ];
}

type Fits = (name: string, parameter: Parameter) => boolean;

/** A filter as a predicate on a parameter. Refuses an option that its key does not have. */
export function readFilter({ Key = '', Option, Values = [] }: Partial<ParameterStringFilter>): Fits {
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

export function findTagged({ parameters }: SsmWorld, type: string | undefined, id = ''): Parameter {
  if (type !== 'Parameter') throw new ServiceError('InvalidResourceType', 'Only parameters are here.');
  const parameter = parameters.get(id);
  if (parameter === undefined) {
    throw new ServiceError('InvalidResourceId', `The resource ID "${id}" is not valid.`);
  }
  return parameter;
}

export function mergeTags(
  tags: ReadonlyMap<string, string>,
  added: readonly Tag[] = [],
): Map<string, string> {
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

export function notFound(name: string): ServiceError {
  return new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
}

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/**
 * What SSM returns for a SecureString read without decryption: KMS ciphertext in base64. Always the same for the same version; it reveals nothing of
 * the value.
 */
function ciphertext(name: string, version: number): string {
  const noise = Array.from({ length: 5 }, (_, block) =>
    createHash('sha256').update(`${name}:${version}:${block}`).digest(),
  );
  // KMS blobs begin with these bytes, so that the text begins with the familiar AQICAH.
  return Buffer.concat([Buffer.from('01020200', 'hex'), ...noise]).toString('base64');
}
