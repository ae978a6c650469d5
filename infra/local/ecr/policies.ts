import { z } from 'zod';
import { ServiceError } from '../aws/wire.ts';
import { readJson } from '../json.ts';
import {
  type EcrActions,
  type EcrRepository,
  type EcrWorld,
  findRepository,
  invalidMember,
} from './model.ts';

export const policyActions = {
  /** `aws ecr set-repository-policy --repository-name … --policy-text …`: stored and shown, but not enforced here. */
  SetRepositoryPolicy(world, input) {
    const { policyText = '' } = input;
    const repository = findRepository(world, input);
    if (
      !z.object({ Statement: z.union([z.array(z.object()), z.object()]) }).safeParse(readJson(policyText))
        .success
    ) {
      throw invalidMember('PolicyText', 'Invalid repository policy provided');
    }
    repository.policyText = policyText;
    return { ...named(world, repository), policyText };
  },

  /** `aws ecr get-repository-policy --repository-name …` */
  GetRepositoryPolicy: (world, input) => repositoryPolicy(world, findRepository(world, input)),

  /** `aws ecr delete-repository-policy --repository-name …` */
  DeleteRepositoryPolicy(world, input) {
    const repository = findRepository(world, input);
    const policy = repositoryPolicy(world, repository);
    repository.policyText = undefined;
    return policy;
  },

  /** `aws ecr put-lifecycle-policy --repository-name … --lifecycle-policy-text …`: stored and shown; nothing expires here. */
  PutLifecyclePolicy(world, input) {
    const { lifecyclePolicyText = '' } = input;
    const repository = findRepository(world, input);
    const problem = lifecycleProblem(lifecyclePolicyText);
    if (problem !== undefined) {
      throw invalidMember('LifecyclePolicyText', `Lifecycle policy validation failure: ${problem}`);
    }
    repository.lifecyclePolicyText = lifecyclePolicyText;
    return { ...named(world, repository), lifecyclePolicyText };
  },

  /** `aws ecr get-lifecycle-policy --repository-name …`: never evaluated, so its evaluation time is the epoch. */
  GetLifecyclePolicy: (world, input) => lifecyclePolicy(world, findRepository(world, input)),

  /** `aws ecr delete-lifecycle-policy --repository-name …` */
  DeleteLifecyclePolicy(world, input) {
    const repository = findRepository(world, input);
    const policy = lifecyclePolicy(world, repository);
    repository.lifecyclePolicyText = undefined;
    return policy;
  },
} satisfies EcrActions;

function repositoryPolicy(world: EcrWorld, repository: EcrRepository) {
  const { policyText } = repository;
  if (policyText === undefined) throw noPolicy(world, repository, 'Repository');
  return { ...named(world, repository), policyText };
}

function lifecyclePolicy(world: EcrWorld, repository: EcrRepository) {
  const { lifecyclePolicyText } = repository;
  if (lifecyclePolicyText === undefined) throw noPolicy(world, repository, 'Lifecycle');
  return { ...named(world, repository), lifecyclePolicyText, lastEvaluatedAt: new Date(0) };
}

function named({ accountId }: EcrWorld, { name }: EcrRepository) {
  return { registryId: accountId, repositoryName: name };
}

function noPolicy({ accountId }: EcrWorld, { name }: EcrRepository, kind: 'Repository' | 'Lifecycle') {
  return new ServiceError(
    `${kind}PolicyNotFoundException`,
    `${kind} policy does not exist for the repository with name '${name}' in the registry with id '${accountId}'`,
  );
}

const count = z.int().min(1);

const age = z.object({
  countType: z.enum(['sinceImagePushed', 'sinceImagePulled', 'sinceImageTransitioned']),
  countUnit: z.literal('days'),
  countNumber: count,
});

const number = z.object({ countType: z.literal('imageCountMoreThan'), countNumber: count });

const lists = z.array(z.string().min(1)).min(1);

/** A rule of a lifecycle policy (user guide, Lifecycle policy properties in Amazon ECR). */
const rule = z.strictObject({
  rulePriority: z.int().min(1),
  description: z.string().optional(),
  selection: z
    .object({
      tagStatus: z.enum(['tagged', 'untagged', 'any']),
      tagPrefixList: lists.optional(),
      tagPatternList: lists.optional(),
      storageClass: z.string().optional(),
    })
    .and(z.union([age, number]))
    .refine(
      ({ tagStatus, tagPrefixList, tagPatternList }) =>
        (tagStatus === 'tagged') === (tagPrefixList !== undefined || tagPatternList !== undefined),
    ),
  action: z.strictObject({
    type: z.enum(['expire', 'transition']),
    targetStorageClass: z.string().optional(),
  }),
});

/** What is wrong with a lifecycle policy; zod's own messages never reach a client. */
function lifecycleProblem(text: string): string | undefined {
  const policy = readJson(text);
  if (policy === undefined) return 'Could not map policyString into LifecyclePolicy.';
  const rules = z.object({ rules: z.array(z.unknown()).min(1) }).safeParse(policy).data?.rules;
  if (rules === undefined) return 'object has missing required properties (["rules"])';
  const read = rules.map((one) => rule.safeParse(one).data);
  const wrong = read.indexOf(undefined);
  if (wrong !== -1) return `rule ${wrong + 1} does not match the schema of a lifecycle rule`;
  const priorities = read.map((one) => one?.rulePriority);
  return new Set(priorities).size < priorities.length ? 'the rule priorities must be unique' : undefined;
}
