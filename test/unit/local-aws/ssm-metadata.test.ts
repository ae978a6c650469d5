import {
  AddTagsToResourceCommand,
  DescribeParametersCommand,
  type DescribeParametersCommandInput,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestAws } from '../../helpers/local-aws.ts';

let world: Awaited<ReturnType<typeof startTestAws>>;
const put = (Name: string, more: object = {}) =>
  world.ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', ...more }));
const describe = async (input: DescribeParametersCommandInput) =>
  await world.ssm.send(new DescribeParametersCommand(input));
const namesOf = async (
  ...ParameterFilters: NonNullable<DescribeParametersCommandInput['ParameterFilters']>
) => (await describe({ ParameterFilters })).Parameters?.map(({ Name }) => Name);

beforeAll(async () => {
  world = await startTestAws();
  await put('/shop/web/a', { Description: 'one', Tags: [{ Key: 'team', Value: 'shop' }] });
  await put('/shop/web/deep/b', { Type: 'SecureString' });
  await put('/shop/c', { Type: 'StringList', Tier: 'Advanced', Tags: [{ Key: 'team', Value: 'ops' }] });
  await put('plain', { AllowedPattern: '', Description: '', Tags: [], Policies: undefined });
});
afterAll(() => world.aws.close());

test('everything but the value is told', async () => {
  const { Parameters } = await describe({ ParameterFilters: [{ Key: 'Name', Values: ['/shop/web/a'] }] });
  expect(Parameters).toEqual([
    {
      Name: '/shop/web/a',
      ARN: 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/web/a',
      Type: 'String',
      LastModifiedDate: expect.any(Date),
      LastModifiedUser: 'arn:aws:iam::123456789012:user/local',
      Description: 'one',
      Version: 1,
      Tier: 'Standard',
      Policies: [],
      DataType: 'text',
    },
  ]);
  const [secure] =
    (await describe({ ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }] })).Parameters ?? [];
  expect(secure?.KeyId).toBe('alias/aws/ssm');
});

test.each([
  ['Name', undefined, ['plain'], ['plain']],
  ['Name', 'BeginsWith', ['/shop/web'], ['/shop/web/a', '/shop/web/deep/b']],
  ['Name', 'Contains', ['web'], ['/shop/web/a', '/shop/web/deep/b']],
  ['Path', undefined, ['/shop/web'], ['/shop/web/a']],
  ['Path', 'Recursive', ['/shop'], ['/shop/c', '/shop/web/a', '/shop/web/deep/b']],
  ['Path', 'OneLevel', ['/shop/'], ['/shop/c']],
  ['Type', 'Equals', ['StringList', 'SecureString'], ['/shop/c', '/shop/web/deep/b']],
  ['Tier', undefined, ['Advanced'], ['/shop/c']],
  ['tag:team', undefined, ['ops'], ['/shop/c']],
  ['tag:team', undefined, undefined, ['/shop/c', '/shop/web/a']],
  ['KeyId', undefined, ['alias/aws/ssm'], ['/shop/web/deep/b']],
])('%s %s %j finds %j', async (Key, Option, Values, names) => {
  expect(await namesOf({ Key, Option, Values })).toEqual(names);
});

test('filters go together, and pages follow one another', async () => {
  expect(
    await namesOf(
      { Key: 'Path', Option: 'Recursive', Values: ['/shop'] },
      { Key: 'Type', Values: ['String'] },
    ),
  ).toEqual(['/shop/web/a']);
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await describe({ MaxResults: 1, NextToken, Filters: [], ParameterFilters: [] });
    seen.push(...(page.Parameters ?? []).map(({ Name }) => Name));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(seen).toEqual(['/shop/c', '/shop/web/a', '/shop/web/deep/b', 'plain']);
});

const refusals: [what: string, input: DescribeParametersCommandInput, name: string][] = [
  ['a page of 51', { MaxResults: 51 }, 'ValidationException'],
  ['a key that is none', { ParameterFilters: [{ Key: 'Colour', Values: ['x'] }] }, 'ValidationException'],
  [
    'an option that is none',
    { ParameterFilters: [{ Key: 'Path', Option: 'Contains', Values: ['/x'] }] },
    'InvalidFilterOption',
  ],
  ['a token that is none', { NextToken: 'x' }, 'InvalidNextToken'],
  [
    'both kinds of filters',
    { Filters: [{ Key: 'Name', Values: ['x'] }], ParameterFilters: [{ Key: 'Name', Values: ['x'] }] },
    'ValidationException',
  ],
];
test.each(refusals)('%s is refused', async (_, input, name) => {
  await expect(describe(input)).rejects.toMatchObject({ name });
});

const wrong: [what: string, input: object, name: string][] = [
  ['tags beside Overwrite', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, 'ValidationException'],
  ['a value that its pattern forbids', { AllowedPattern: '\\d+' }, 'ParameterPatternMismatchException'],
  ['a pattern that is none', { AllowedPattern: '(' }, 'InvalidAllowedPatternException'],
  ['a key of a plain text', { KeyId: 'alias/mine' }, 'ValidationException'],
  ['a data type that is none', { DataType: 'Text' }, 'ValidationException'],
  ['a tier that is none', { Tier: 'Gold' }, 'ValidationException'],
  ['policies', { Tier: 'Advanced', Policies: '[{}]' }, 'ValidationException'],
  ['a name without its first slash', { Name: 'a/b' }, 'ValidationException'],
];
test.each(wrong)('PutParameter with %s is refused', async (_, input, name) => {
  await expect(put('/new', input)).rejects.toMatchObject({ name });
});

test('tags come and go', async () => {
  const of = { ResourceType: 'Parameter', ResourceId: 'plain' } as const;
  const tags = async () => (await world.ssm.send(new ListTagsForResourceCommand(of))).TagList;
  expect(await tags()).toEqual([]);
  await world.ssm.send(
    new AddTagsToResourceCommand({
      ...of,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '' },
      ],
    }),
  );
  await world.ssm.send(new RemoveTagsFromResourceCommand({ ...of, TagKeys: ['a', 'x'] }));
  expect(await tags()).toEqual([{ Key: 'b', Value: '' }]);
  const none = new ListTagsForResourceCommand({ ...of, ResourceId: '/none' });
  await expect(world.ssm.send(none)).rejects.toMatchObject({ name: 'InvalidResourceId' });
});
