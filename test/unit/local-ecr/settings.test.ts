import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryPolicyCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  InvalidParameterException,
  LifecyclePolicyNotFoundException,
  ListImagesCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  RepositoryNotFoundException,
  RepositoryPolicyNotFoundException,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestEcr } from '../../helpers/local-ecr.ts';

const repositoryName = 'app';
let ecr: Awaited<ReturnType<typeof startTestEcr>>;
beforeEach(async () => {
  ecr = await startTestEcr();
  await ecr.client.send(new CreateRepositoryCommand({ repositoryName }));
});
afterEach(() => ecr.aws.close());

const policyText = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }],
});
const lifecycle = (...rules: object[]) => JSON.stringify({ rules }).padEnd(100);
const rule = (of: object = {}, selection: object = {}) => ({
  rulePriority: 1,
  selection: { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 5, ...selection },
  action: { type: 'expire' },
  ...of,
});
const describe = async () =>
  (await ecr.client.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] })))
    .repositories?.[0];

test('mutability and scanning are what was put last', async () => {
  const filters = [{ filterType: 'WILDCARD', filter: 'dev-*' }] as const;
  await ecr.client.send(
    new PutImageTagMutabilityCommand({
      repositoryName,
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [...filters],
    }),
  );
  const scanning = { repositoryName, imageScanningConfiguration: { scanOnPush: true } };
  expect(await ecr.client.send(new PutImageScanningConfigurationCommand(scanning))).toMatchObject(scanning);
  expect(await describe()).toMatchObject({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: filters,
    imageScanningConfiguration: { scanOnPush: true },
  });
  const back = {
    repositoryName,
    imageTagMutability: 'MUTABLE',
    imageTagMutabilityExclusionFilters: [],
  } as const;
  expect(
    await ecr.client.send(
      new PutImageTagMutabilityCommand({ ...back, imageTagMutabilityExclusionFilters: [] }),
    ),
  ).toMatchObject({
    imageTagMutability: 'MUTABLE',
    repositoryName,
  });
});

test('a repository policy is kept as it is, until it is deleted', async () => {
  const get = () => ecr.client.send(new GetRepositoryPolicyCommand({ repositoryName }));
  await expect(get()).rejects.toBeInstanceOf(RepositoryPolicyNotFoundException);
  const named = { registryId: '123456789012', repositoryName, policyText };
  expect(await ecr.client.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))).toMatchObject(
    named,
  );
  expect(await get()).toMatchObject(named);
  expect(await ecr.client.send(new DeleteRepositoryPolicyCommand({ repositoryName }))).toMatchObject(named);
  await expect(get()).rejects.toBeInstanceOf(RepositoryPolicyNotFoundException);
  await expect(ecr.client.send(new DeleteRepositoryPolicyCommand({ repositoryName }))).rejects.toThrow(
    /does not exist/,
  );
});

test('a lifecycle policy is too', async () => {
  const get = () => ecr.client.send(new GetLifecyclePolicyCommand({ repositoryName }));
  await expect(get()).rejects.toBeInstanceOf(LifecyclePolicyNotFoundException);
  const lifecyclePolicyText = lifecycle(
    rule(),
    rule({ rulePriority: 2 }, { tagStatus: 'tagged', tagPrefixList: ['v'] }),
  );
  const named = { registryId: '123456789012', repositoryName, lifecyclePolicyText };
  expect(
    await ecr.client.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText })),
  ).toMatchObject(named);
  expect(await get()).toMatchObject({ ...named, lastEvaluatedAt: expect.any(Date) });
  expect(await ecr.client.send(new DeleteLifecyclePolicyCommand({ repositoryName }))).toMatchObject(named);
  await expect(get()).rejects.toBeInstanceOf(LifecyclePolicyNotFoundException);
});

test.each([
  ['no JSON', 'x'.repeat(100)],
  ['no rules', '{}'.padEnd(100)],
  ['an empty list of rules', lifecycle()],
  ['a rule without a selection', lifecycle(rule({ selection: undefined }))],
  ['a rule of another action', lifecycle(rule({ action: { type: 'keep' } }))],
  ['a rule that is more than one', lifecycle(rule({ more: 1 }))],
  ['tags without a list', lifecycle(rule({}, { tagStatus: 'tagged' }))],
  ['a count of 0', lifecycle(rule({}, { countNumber: 0 }))],
  ['an age without a unit', lifecycle(rule({}, { countType: 'sinceImagePushed' }))],
  ['a priority twice', lifecycle(rule(), rule())],
  ['too little text', '{"rules":[]}'],
])('a lifecycle policy with %s is refused', async (_, lifecyclePolicyText) => {
  const refusal = await ecr.client
    .send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(InvalidParameterException);
  expect(String(refusal)).toMatch(/Invalid parameter at 'lifecyclePolicyText'/i);
});

const commands = {
  SetRepositoryPolicy: () => new SetRepositoryPolicyCommand({ repositoryName: 'nope', policyText }),
  GetRepositoryPolicy: () => new GetRepositoryPolicyCommand({ repositoryName: 'nope' }),
  DeleteRepositoryPolicy: () => new DeleteRepositoryPolicyCommand({ repositoryName: 'nope' }),
  PutLifecyclePolicy: () =>
    new PutLifecyclePolicyCommand({ repositoryName: 'nope', lifecyclePolicyText: lifecycle(rule()) }),
  GetLifecyclePolicy: () => new GetLifecyclePolicyCommand({ repositoryName: 'nope' }),
  DeleteLifecyclePolicy: () => new DeleteLifecyclePolicyCommand({ repositoryName: 'nope' }),
  PutImageTagMutability: () =>
    new PutImageTagMutabilityCommand({ repositoryName: 'nope', imageTagMutability: 'MUTABLE' }),
  PutImageScanningConfiguration: () =>
    new PutImageScanningConfigurationCommand({ repositoryName: 'nope', imageScanningConfiguration: {} }),
};
test.each(Object.entries(commands))('%s finds no repository of another name', async (_, command) => {
  await expect(ecr.client.send(command() as SetRepositoryPolicyCommand)).rejects.toBeInstanceOf(
    RepositoryNotFoundException,
  );
});

test.each([
  ['KMS', undefined, /^arn:aws:kms:eu-west-1:123456789012:key\/[0-9a-f-]{36}$/],
  ['KMS_DSSE', undefined, /^arn:aws:kms:eu-west-1:123456789012:key\//],
  ['KMS', 'arn:aws:kms:eu-west-1:123456789012:key/mine', /:key\/mine$/],
  ['KMS', 'mine', /^arn:aws:kms:eu-west-1:123456789012:key\/mine$/],
  ['KMS', 'alias/mine', /:alias\/mine$/],
] as const)('%s with the key %s is told by an ARN', async (encryptionType, kmsKey, arn) => {
  const encryptionConfiguration = { encryptionType, kmsKey };
  const { repository } = await ecr.client.send(
    new CreateRepositoryCommand({ repositoryName: 'secret', encryptionConfiguration }),
  );
  expect(repository?.encryptionConfiguration).toMatchObject({
    encryptionType,
    kmsKey: expect.stringMatching(arn),
  });
});

const wrong: [what: string, input: object, message: RegExp][] = [
  [
    'an encryption that is none',
    { encryptionConfiguration: { encryptionType: 'ROT13' } },
    /'encryptionConfiguration.encryptionType'.*enum value set: \[AES256, KMS, KMS_DSSE\]/,
  ],
  ['a key without KMS', { encryptionConfiguration: { encryptionType: 'AES256', kmsKey: 'k' } }, /KMS key/],
  ['a mutability that is none', { imageTagMutability: 'SOMETIMES' }, /'imageTagMutability'.*enum value set/],
  [
    'filters without exclusion',
    { imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'a' }] },
    /go with/,
  ],
  [
    'six filters',
    {
      imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: Array.from({ length: 6 }, () => ({
        filterType: 'WILDCARD',
        filter: 'a',
      })),
    },
    /less than or equal to 5/,
  ],
  ['a name with capitals', { repositoryName: 'App' }, /'repositoryName'.*must satisfy regular expression/],
  ['a name of one letter', { repositoryName: 'a' }, /greater than or equal to 2/],
  ['another registry', { registryId: '999999999999' }, /not yours/],
  ['a registry that is none', { registryId: '12' }, /'registryId'.*\[0-9\]\{12\}/],
];
test.each(wrong)('%s is refused', async (_, input, message) => {
  const command = new CreateRepositoryCommand({ repositoryName: 'other', ...input });
  const refusal = await ecr.client.send(command).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(InvalidParameterException);
  expect(String(refusal)).toMatch(message);
});

test('null and empty lists are as if they were left out', async () => {
  const nothing = { imageIds: [], filter: {}, nextToken: null } as object;
  expect(
    (await ecr.client.send(new DescribeImagesCommand({ repositoryName, ...nothing }))).imageDetails,
  ).toEqual([]);
  expect((await ecr.client.send(new ListImagesCommand({ repositoryName, ...nothing }))).imageIds).toEqual([]);
  expect(
    (await ecr.client.send(new DescribeRepositoriesCommand({ repositoryNames: [] }))).repositories,
  ).toHaveLength(1);
  expect(
    (await ecr.client.send(new GetAuthorizationTokenCommand({ registryIds: [] }))).authorizationData,
  ).toHaveLength(1);
  const created = { repositoryName: 'empty', tags: [], imageTagMutabilityExclusionFilters: [] };
  expect((await ecr.client.send(new CreateRepositoryCommand(created))).repository?.repositoryName).toBe(
    'empty',
  );
  const { repositoryArn } = (await describe()) ?? {};
  await expect(
    ecr.client.send(new TagResourceCommand({ resourceArn: repositoryArn, tags: [] })),
  ).rejects.toBeInstanceOf(InvalidParameterException);
});
