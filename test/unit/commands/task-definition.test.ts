import {
  type ContainerDefinition,
  DeregisterTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { type CommandAccount, refusalOf, replyOf, test } from '../../helpers/command-account.ts';

const container: ContainerDefinition = {
  name: 'app',
  image: 'public.ecr.aws/nginx/nginx:1.29',
  portMappings: [{ containerPort: 80 }],
  environment: [
    { name: 'MODE', value: 'plain-value' },
    { name: 'DB_PASSWORD', value: 'hunter2-value' },
  ],
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/secret-place' }],
  command: ['serve', '--password=command-value'],
};
async function register(
  account: CommandAccount,
  family: string,
  ...containers: ContainerDefinition[]
): Promise<void> {
  await account.ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      containerDefinitions: containers,
    }),
  );
}
const ask = (account: CommandAccount, line: string) => replyOf('task-definition', account.run(line));

test('the newest revision part by part, and what differs from the one before, without any value', async ({
  account,
}) => {
  await register(account, 'api', container);
  const [mode, password] = container.environment!;
  await register(
    account,
    'api',
    {
      ...container,
      image: 'public.ecr.aws/nginx/nginx:1.30',
      environment: [{ ...mode!, value: 'other-value' }, password!, { name: 'ADDED', value: 'added-value' }],
    },
    { name: 'proxy', image: 'public.ecr.aws/docker/library/busybox:1.36' },
  );
  const reply = await ask(account, 'task-definition api');
  expect(reply).toMatchObject({ name: 'api:2', revision: 2, active: true });
  expect(reply.parts).toEqual(
    expect.arrayContaining([
      { name: 'size', value: '256/512' },
      { name: 'network', value: 'awsvpc' },
      { name: 'launchType', value: 'FARGATE' },
      { name: 'executionRole', value: 'execution' },
      { container: 'app', name: 'port', value: '80/tcp' },
      { container: 'app', name: 'environment', value: 'ADDED, DB_PASSWORD, MODE' },
      { container: 'app', name: 'secrets', value: 'TOKEN' },
    ]),
  );
  expect(reply.diff).toEqual({
    with: 1,
    changes: [
      {
        container: 'app',
        name: 'image',
        before: 'public.ecr.aws/nginx/nginx:1.29',
        after: 'public.ecr.aws/nginx/nginx:1.30',
      },
      {
        container: 'app',
        name: 'environment',
        before: 'DB_PASSWORD, MODE',
        after: 'ADDED, DB_PASSWORD, MODE',
      },
      { container: 'proxy', name: 'image', after: 'public.ecr.aws/docker/library/busybox:1.36' },
      { container: 'app', name: 'environment', valuesOf: ['MODE'] },
    ],
  });
  const shown = JSON.stringify([reply, replyView(reply, en, { now: 0, shared: false })]);
  expect(shown).not.toMatch(/(plain|hunter2|other|added|command)-value|secret-place/);
});

test('against another revision, and the first one against none', async ({ account }) => {
  await register(account, 'api', container);
  expect((await ask(account, 'task-definition api:3 --diff 1')).diff).toEqual({ with: 1, changes: [] });
  expect((await ask(account, 'task-definition api:3 --diff api:2')).diff?.with).toBe(2);
  expect(await ask(account, 'task-definition api:1')).not.toHaveProperty('diff');
  expect(await refusalOf(account.run('task-definition api --diff 9'))).toEqual({
    code: 'unknownTaskDefinition',
    given: 'api:9',
  });
});

test('a deregistered one by its number, as what it is', async ({ account }) => {
  await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'api:1' }));
  expect(await ask(account, 'task-definition api:1')).toMatchObject({ active: false });
});

test.for<[string, object]>([
  ['task-definition nothing', { code: 'unknownTaskDefinition', given: 'nothing' }],
  ['task-definition a/b', { why: 'notATaskDefinition' }],
  ['task-definition api --diff latest', { why: 'notARevision' }],
  [
    'task-definition arn:aws:ecs:eu-west-1:123456789012:task-definition/api:2',
    { code: 'otherPlace', region: 'us-east-1' },
  ],
])('%s is refused', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});

test('push-commands are the lines for this account and region', async ({ account }) => {
  const host = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
  const { lines } = await replyOf('push-commands', account.run('push-commands hello-world:2'));
  expect(lines).toEqual([
    'docker build --platform linux/amd64 -t hello-world .',
    `docker tag hello-world:latest ${host}/hello-world:2`,
    `aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin ${host}`,
    `docker push ${host}/hello-world:2`,
  ]);
  expect(await refusalOf(account.run('push-commands hello-wurld'))).toMatchObject({
    code: 'unknownRepository',
  });
});
