import { randomBytes, randomUUID } from 'node:crypto';
import type {
  EncryptionConfiguration,
  ImageTagMutability,
  ImageTagMutabilityExclusionFilter,
  Tag,
} from '@aws-sdk/client-ecr';
import { ServiceError } from '../aws/wire.ts';
import {
  type EcrActions,
  type EcrRepository,
  type EcrWorld,
  findRepository,
  invalid,
  invalidMember,
  toPage,
} from './model.ts';

export const repositoryActions = {
  /** `aws ecr create-repository --repository-name …` */
  CreateRepository(world, input) {
    const { accountId } = world;
    const { repositoryName: name = '', registryId = accountId } = input;
    if (registryId !== accountId) {
      throw invalid(`The registry '${registryId}' is not yours.`);
    }
    const encryption = readEncryption(world, input.encryptionConfiguration);
    const mutability = readMutability(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
    const tags = mergeTags(new Map(), input.tags);
    if (world.repositories.has(name)) {
      throw new ServiceError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${name}' already exists in the registry with id '${accountId}'`,
      );
    }
    const repository: EcrRepository = {
      name,
      createdAt: new Date(world.clock.now()),
      ...mutability,
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
      encryption,
      tags,
      images: new Map(),
    };
    world.repositories.set(name, repository);
    return { repository: toRepository(world, repository) };
  },

  /** `aws ecr delete-repository --repository-name … [--force]` */
  DeleteRepository(world, input) {
    const repository = findRepository(world, input);
    if (repository.images.size > 0 && input.force !== true) {
      throw new ServiceError(
        'RepositoryNotEmptyException',
        `The repository with name '${repository.name}' in registry with id '${world.accountId}' cannot be deleted because it still contains images`,
      );
    }
    world.repositories.delete(repository.name);
    return { repository: toRepository(world, repository) };
  },

  /** `aws ecr describe-repositories [--repository-names …]`: one missing name fails the whole call. */
  DescribeRepositories(world, input) {
    const { repositoryNames, registryId, ...paging } = input;
    if (repositoryNames !== undefined) {
      if (paging.maxResults !== undefined || paging.nextToken !== undefined) {
        throw invalid('maxResults and nextToken can not be used together with repositoryNames.');
      }
      const named = repositoryNames.map((repositoryName) =>
        findRepository(world, { repositoryName, registryId }),
      );
      return { repositories: named.map((repository) => toRepository(world, repository)) };
    }
    const isOurs = registryId === undefined || registryId === world.accountId;
    const all = isOurs ? [...world.repositories.values()] : [];
    const { page, ...next } = toPage(['DescribeRepositories'], all, ({ name }) => name, paging);
    return { repositories: page.map((repository) => toRepository(world, repository)), ...next };
  },

  /** `aws ecr put-image-tag-mutability --repository-name … --image-tag-mutability …` */
  PutImageTagMutability(world, input) {
    const repository = findRepository(world, input);
    Object.assign(
      repository,
      readMutability(input.imageTagMutability, input.imageTagMutabilityExclusionFilters),
    );
    const { registryId, repositoryName, ...shown } = toRepository(world, repository);
    return {
      registryId,
      repositoryName,
      imageTagMutability: shown.imageTagMutability,
      ...(shown.imageTagMutabilityExclusionFilters !== undefined && {
        imageTagMutabilityExclusionFilters: shown.imageTagMutabilityExclusionFilters,
      }),
    };
  },

  /** `aws ecr put-image-scanning-configuration --repository-name … --image-scanning-configuration scanOnPush=true` */
  PutImageScanningConfiguration(world, input) {
    const repository = findRepository(world, input);
    repository.scanOnPush = input.imageScanningConfiguration?.scanOnPush ?? false;
    const { registryId, repositoryName, imageScanningConfiguration } = toRepository(world, repository);
    return { registryId, repositoryName, imageScanningConfiguration };
  },

  /** `aws ecr get-authorization-token`: user `AWS` and a password for 12 hours. No registry here asks for it. */
  GetAuthorizationToken({ clock, accountId, region }, { registryIds = [accountId] }) {
    return {
      authorizationData: registryIds.map((registryId) => ({
        authorizationToken: Buffer.from(`AWS:${randomBytes(48).toString('base64url')}`).toString('base64'),
        expiresAt: new Date(clock.now() + TWELVE_HOURS_MS),
        proxyEndpoint: `https://${registryId}.dkr.ecr.${region}.amazonaws.com`,
      })),
    };
  },

  /** `aws ecr list-tags-for-resource --resource-arn …` */
  ListTagsForResource(world, { resourceArn }) {
    const { tags } = findByArn(world, resourceArn);
    return { tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
  },

  /** `aws ecr tag-resource --resource-arn … --tags Key=…,Value=…`: all of them or none. */
  TagResource(world, { resourceArn, tags }) {
    const repository = findByArn(world, resourceArn);
    repository.tags = mergeTags(repository.tags, tags);
    return {};
  },

  /** `aws ecr untag-resource --resource-arn … --tag-keys …`: unknown keys are ignored. */
  UntagResource(world, { resourceArn, tagKeys = [] }) {
    const { tags } = findByArn(world, resourceArn);
    for (const key of tagKeys) tags.delete(key);
    return {};
  },
} satisfies EcrActions;

const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;

const MAX_TAGS = 50;

function findByArn(world: EcrWorld, arn = ''): EcrRepository {
  const [, region, registryId, repositoryName] =
    /^arn:aws:ecr:([^:]+):(\d{12}):repository\/(.+)$/.exec(arn) ?? [];
  if (region !== world.region || repositoryName === undefined)
    throw invalidMember('resourceArn', 'Invalid ARN');
  return findRepository(world, { repositoryName, registryId });
}

function readMutability(
  imageTagMutability: ImageTagMutability = 'MUTABLE',
  exclusionFilters?: ImageTagMutabilityExclusionFilter[],
): Pick<EcrRepository, 'imageTagMutability' | 'exclusionFilters'> {
  if (imageTagMutability.endsWith('_WITH_EXCLUSION') !== (exclusionFilters !== undefined)) {
    throw invalid(
      'imageTagMutabilityExclusionFilters go with MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, and only with these.',
    );
  }
  return { imageTagMutability, exclusionFilters: exclusionFilters ?? [] };
}

/** A key may be given by id or alias; the default is the key that AWS manages for ECR. */
function readEncryption(
  { region, accountId }: EcrWorld,
  { encryptionType = 'AES256', kmsKey }: Partial<EncryptionConfiguration> = {},
): EcrRepository['encryption'] {
  if (encryptionType === 'AES256') {
    if (kmsKey === undefined) return { encryptionType };
    throw invalidMember('encryptionConfiguration', 'A KMS key can only be specified with KMS encryption');
  }
  const keys = `arn:aws:kms:${region}:${accountId}:`;
  if (kmsKey === undefined) return { encryptionType, kmsKey: `${keys}key/${randomUUID()}` };
  if (kmsKey.startsWith('arn:')) return { encryptionType, kmsKey };
  return { encryptionType, kmsKey: `${keys}${kmsKey.startsWith('alias/') ? '' : 'key/'}${kmsKey}` };
}

/** Tags with others added. Throws InvalidTagParameterException, and TooManyTagsException above 50. */
function mergeTags(tags: ReadonlyMap<string, string>, added: readonly Tag[] = []): Map<string, string> {
  const merged = new Map(tags);
  for (const { Key = '', Value = '' } of added) {
    const isWrong = !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(Key) || /^aws:/i.test(Key);
    if (isWrong) throw new ServiceError('InvalidTagParameterException', `The tag key '${Key}' is not valid.`);
    if (Value.length > 256 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(Value)) {
      throw new ServiceError('InvalidTagParameterException', `The value of the tag '${Key}' is not valid.`);
    }
    merged.set(Key, Value);
  }
  if (merged.size > MAX_TAGS) {
    throw new ServiceError('TooManyTagsException', `A repository can have at most ${MAX_TAGS} tags.`);
  }
  return merged;
}

/** A repository as ECR returns it. ECR always sends every member, but the exclusion filters only when there are some. */
function toRepository({ accountId, region }: EcrWorld, repository: EcrRepository) {
  const { name, exclusionFilters } = repository;
  return {
    repositoryArn: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
    registryId: accountId,
    repositoryName: name,
    repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: repository.createdAt,
    imageTagMutability: repository.imageTagMutability,
    ...(exclusionFilters.length > 0 && { imageTagMutabilityExclusionFilters: exclusionFilters }),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: repository.encryption,
  };
}
