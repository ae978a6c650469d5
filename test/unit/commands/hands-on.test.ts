import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { describe, expect } from 'vitest';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { commands, presentCommands } from '../../../src/commands/registry.ts';
import { refusalOf, test } from '../../helpers/command-account.ts';

test.beforeAll(async ({ account }) => {
  await account.ecr.send(new CreateRepositoryCommand({ repositoryName: 'hello-world-1' }));
  await account.ecs.send(new CreateClusterCommand({ clusterName: 'hands-on-old' }));
  await account.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'hello-world-dumb',
      containerDefinitions: [{ name: 'dumb', image: 'busybox', memory: 64 }],
    }),
  );
});

const changing = /^(Create|Delete|Register)/;
const uri = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const definition = {
  family: 'hello-world',
  image: `${uri}/hello-world:latest`,
  cpu: '256',
  memory: '512',
  port: 80,
  executionRoleArn: 'arn:aws:iam::123456789012:role/hands-on-execution-us-east-1',
  logGroup: '/ecs/hands-on',
  region: 'us-east-1',
};
const stack = {
  subnets: ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002'],
  securityGroup: 'sg-0a1b2c3d4e5f60004',
  targetGroupArn:
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hello-world/3a9e6d1c8b5f2704',
};

test.for<[string, object]>([
  ['create-repository hello-world-2', { type: 'create-repository', target: { repository: 'hello-world-2' } }],
  ['create-cluster hands-on-2', { type: 'create-cluster', target: { cluster: 'hands-on-2' } }],
  ['delete-cluster hands-on-old', { type: 'delete-cluster', target: { cluster: 'hands-on-old' } }],
  [
    'register-task-definition hello-world hello-world',
    {
      type: 'register-task-definition',
      target: { family: 'hello-world' },
      before: { revision: 1 },
      definition,
    },
  ],
  [
    'register-task-definition hands-on public.ecr.aws/nginx/nginx:1.29 --cpu 1024 --memory 2048 --port 8080',
    {
      type: 'register-task-definition',
      target: { family: 'hands-on' },
      before: { revision: 0 },
      definition: {
        ...definition,
        family: 'hands-on',
        image: 'public.ecr.aws/nginx/nginx:1.29',
        cpu: '1024',
        memory: '2048',
        port: 8080,
      },
    },
  ],
  [
    'create-service hands-on/hello-world-2 hello-world --count 3',
    {
      type: 'create-service',
      target: { cluster: 'hands-on', service: 'hello-world-2' },
      before: { desiredCount: 0, runningCount: 0 },
      after: { desiredCount: 3 },
      taskDefinition: 'hello-world:1',
      container: { name: 'hello-world', port: 80 },
      ...stack,
    },
  ],
  [
    'delete-service hands-on/hello-world',
    {
      type: 'delete-service',
      target: { cluster: 'hands-on', service: 'hello-world' },
      before: { desiredCount: 2, runningCount: 2 },
    },
  ],
])('%s wants a change and makes none itself', async ([line, change], { account }) => {
  const calls = await account.count(async () => {
    expect((await account.run(line)).outcome).toEqual({ type: 'change', change });
  });
  expect(Object.keys(calls).filter((call) => changing.test(call))).toEqual([]);
});

describe('what is refused', () => {
  const foreign = (given: string) => ({ code: 'notOfHandsOn', given });
  test.for([
    ['create-repository shop/other', foreign('shop/other')],
    ['create-repository hello-worldX', foreign('hello-worldX')],
    ['create-repository hands-on/../shop', foreign('hands-on/../shop')],
    ['create-cluster shop', foreign('shop')],
    ['create-cluster my-hands-on', foreign('my-hands-on')],
    ['register-task-definition shop-web hello-world', foreign('shop-web')],
    ['create-service shop/hello-world hello-world', foreign('shop')],
    ['create-service hands-on/web hello-world', foreign('web')],
    ['create-service hands-on/hello-world-2 shop-web', foreign('shop-web')],
    ['delete-service shop/web', foreign('shop')],
    ['delete-cluster shop', foreign('shop')],
    ['create-repository hello-world', { code: 'alreadyThere', what: 'repository', name: 'hello-world' }],
    ['create-cluster', { code: 'alreadyThere', what: 'cluster', name: 'hands-on' }],
    [
      'create-service hands-on/hello-world hello-world',
      { code: 'alreadyThere', what: 'service', name: 'hands-on/hello-world' },
    ],
    ['create-service hands-on-3/hello-world hello-world', { code: 'unknownCluster' }],
    ['create-service hands-on/hello-world-2 hello-world:9', { code: 'unknownTaskDefinition' }],
    ['create-service hands-on/hello-world-2 hello-world-dumb', { code: 'noPort' }],
    ['create-service hands-on/hello-world-2 hello-world --count 21', { code: 'aboveMaximum', maximum: 20 }],
    ['create-service hands-on/hello-world-2 hello-world --count two', { why: 'notANumber' }],
    ['create-service hello-world hello-world', { why: 'notATarget' }],
    ['delete-service hands-on/nothing', { code: 'unknownService' }],
    ['delete-cluster hands-on', { code: 'clusterHolds', services: 1, tasks: 2 }],
    ['register-task-definition hello-world nginx', { code: 'unknownRepository', given: 'nginx' }],
    ['register-task-definition hello-world hello-world --cpu 300', { code: 'notAFargateSize', memories: [] }],
    [
      'register-task-definition hello-world hello-world --memory 4096',
      { code: 'notAFargateSize', memories: [512, 1024, 2048] },
    ],
    ['register-task-definition hello-world hello-world --port 0', { code: 'notAPort' }],
    ['register-task-definition hello-world hello-world --port http', { why: 'notANumber' }],
  ] as const)('%s', async ([line, problem], { account }) => {
    expect(await refusalOf(account.run(line))).toMatchObject(problem);
  });

  test('in a bot that was deployed without it none of them is there', async ({ account }) => {
    const present = presentCommands(commands, { 'hands-on': false, deployments: true });
    const only = commands
      .filter(({ only: where, kind }) => where === 'hands-on' && kind === 'change')
      .map(({ name }) => name);
    expect(only).toHaveLength(6);
    for (const name of only) {
      const context = { ...account.context, commands: present, handsOn: undefined };
      const given = commands.find((each) => each.name === name)!.examples[0];
      expect(await refusalOf(dispatch(given, context))).toMatchObject({ code: 'unknownCommand' });
    }
    const both = ['push-commands', 'task-definition'];
    expect(present.map(({ name }) => name)).toEqual(expect.arrayContaining(both));
  });
});

test('of a revision that is just so there is nothing to register', async ({ account }) => {
  const { outcome } = await account.run('register-task-definition hands-on-same hello-world:1');
  if (outcome.type !== 'change' || outcome.change.type !== 'register-task-definition') throw new Error();
  const { registerTaskDefinition } = await import('../../../src/aws/ecs/provision.ts');
  await registerTaskDefinition(account.ecs, outcome.change.definition);
  expect(await refusalOf(account.run('register-task-definition hands-on-same hello-world:1'))).toMatchObject({
    code: 'alreadyThere',
    name: 'hands-on-same:1',
  });
});
