import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { describe, expect } from 'vitest';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { findRepositoryUri } from '../../src/aws/ecr.ts';
import { readRevision } from '../../src/aws/ecs/task-definitions.ts';
import { commandJob, converse, isAcknowledgement, pressJob } from '../helpers/bot.ts';
import { bot, botTest, startVirtualBot, talk, waitFor } from '../helpers/virtual-bot.ts';

const learner = 'U0LEARNER1';
const teacher = 'U0TEACHER1';
/** Of the clusters all, and the two names that are in no cluster; `U0INSIDE01` may do everything in one cluster, and nothing beside it. */
const access = {
  grants: [
    { who: [learner], may: 'change', on: ['hands-on-lab/*', '*/hands-on-lab', '*/hello-world*'] },
    { who: ['U0INSIDE01'], may: 'change', on: 'hands-on-lab/hello-world' },
    { who: ['U0PAIR0001', teacher], may: 'change', on: 'hands-on-pair/*', approval: 'second-person' },
  ],
};

const sent: string[] = [];
let refuseClusters: { left: number; error: ServiceError } | undefined;

const test = botTest({
  access,
  params: { 'default-channel': 'C0LOCAL0OPS' },
  onRequest: ({ accessKeyId, action, status }) => {
    if (accessKeyId === 'worker' && status < 300) sent.push(action);
  },
  intercept({ accessKeyId, action }) {
    if (accessKeyId !== 'worker' || action !== 'CreateCluster' || !refuseClusters?.left) return undefined;
    refuseClusters.left -= 1;
    return refuseClusters.error;
  },
});

const count = (action: string) => sent.filter((each) => each === action).length;
/** What the message that begins so says now, after all its edits. */
const told = (pattern: RegExp) =>
  bot.sink.received
    .filter(({ method }) => method === 'chat.postMessage' || method === 'chat.update')
    .map((sunk) => talk.text(sunk))
    .findLast((text) => pattern.test(text));

/** Types a line and presses its card; both jobs come twice. */
async function twice(line: string, userId = learner): Promise<void> {
  const asking = talk.someone(userId);
  await bot.queue(commandJob(line, asking), 2);
  const answer = await waitFor(`a card for ${line}`, () =>
    bot.sink.received.find(({ to }) => to === new URL(asking.responseUrl).pathname.slice(1)),
  );
  const card = talk.cardIn(answer);
  expect(card, talk.text(answer)).not.toBe('none');
  const pressing = talk.someone(userId);
  await bot.queue(pressJob(`confirm ${card}`, pressing), 2);
  const to = new URL(pressing.responseUrl).pathname.slice(1);
  const ended = await waitFor(`the end of ${line}`, () =>
    bot.sink.received.find((sunk) => sunk.to === to && !isAcknowledgement(sunk)),
  );
  expect(ended.body, line).toMatchObject({ delete_original: true });
}

const service = () => bot.service('hello-world', 'hands-on-lab');

test('from a repository to a service and back, each step through a card, each job delivered twice', async () => {
  const before = talk.posts().length;

  await twice('create-repository hands-on-lab');
  expect(await findRepositoryUri(bot.ecr, 'hands-on-lab')).toMatch(/amazonaws\.com\/hands-on-lab$/);
  expect(told(/hands-on-lab/)).toContain('`hands-on-lab`: <@U0LEARNER1> created the repository');
  const pushing = talk.text(await talk.typed('push-commands hands-on-lab', talk.someone(learner)));
  expect(pushing).toContain('docker push');
  expect(pushing).toMatch(/your own account.*npm run hands-on -- push hands-on-lab --endpoint http:/s);

  await twice('create-cluster hands-on-lab');
  expect(told(/created the cluster/)).toContain('`hands-on-lab`: <@U0LEARNER1> created the cluster');

  await twice('register-task-definition hands-on-lab hands-on-lab:1');
  expect(told(/registered/)).toContain('`hands-on-lab:1`: <@U0LEARNER1> registered the task definition');
  expect(await readRevision(bot.ecs, 'hands-on-lab:2')).toBeUndefined();
  expect(await readRevision(bot.ecs, 'hands-on-lab:1')).toMatchObject({
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    executionRoleArn: 'arn:aws:iam::123456789012:role/hands-on-execution-us-east-1',
    containerDefinitions: [
      { image: expect.stringMatching(/\/hands-on-lab:1$/), logConfiguration: { logDriver: 'awslogs' } },
    ],
  });

  await twice(
    'register-task-definition hands-on-lab public.ecr.aws/docker/library/busybox:1.36 --cpu 512 --memory 1024',
  );
  const shown = talk.text(await talk.typed('task-definition hands-on-lab', talk.someone(learner)));
  expect(shown).toContain('hands-on-lab:2');
  expect(shown).toMatch(/512 CPU units.*→|→.*512 CPU units/);

  await twice('create-service hands-on-lab/hello-world hands-on-lab --count 2');
  expect(await service()).toMatchObject({ desiredCount: 2, launchType: 'FARGATE', status: 'ACTIVE' });
  await waitFor('two tasks', async () => (await service())?.runningCount === 2);
  await waitFor('the story of the service', () =>
    told(/`hands-on-lab\/hello-world`: <@U0LEARNER1> created the service with 2 tasks/),
  );

  const full = await talk.typed('delete-cluster hands-on-lab', talk.someone(learner));
  expect(talk.text(full)).toContain('not empty');

  await twice('delete-service hands-on-lab/hello-world');
  await waitFor('no tasks', async () => (await service())?.status === 'INACTIVE');
  await waitFor(
    'the end of the service',
    () => told(/`hands-on-lab\/hello-world`: <@U0LEARNER1> deleted the service/),
    120_000,
  );

  await twice('delete-cluster hands-on-lab');
  const { clusters = [] } = await bot.ecs.send(new DescribeClustersCommand({ clusters: ['hands-on-lab'] }));
  expect(clusters[0]?.status).toBe('INACTIVE');

  expect(talk.posts().length - before).toBe(7);
  for (const action of [
    'CreateRepository',
    'CreateCluster',
    'CreateService',
    'DeleteService',
    'DeleteCluster',
  ])
    expect(count(action), action).toBe(1);
  expect(count('RegisterTaskDefinition')).toBe(2);

  const audit = talk.text(await talk.typed('audit 1h', talk.someone(learner)));
  expect(audit).toContain('create the cluster `hands-on-lab`');
  expect(audit).toContain('delete the service `hands-on-lab/hello-world`');
}, 240_000);

describe('who may not', () => {
  test.each([
    ['create-cluster hands-on-other', learner],
    ['create-cluster hands-on-lab', 'U0INSIDE01'],
    ['create-repository hands-on-lab-2', 'U0INSIDE01'],
    ['create-repository hello-world-2', 'U0INSIDE01'],
    ['register-task-definition hands-on-lab-2 hello-world:latest', learner],
    ['register-task-definition hello-world-2 hello-world:latest', 'U0INSIDE01'],
    ['delete-service hands-on/hello-world', 'U0INSIDE01'],
    ['create-service hands-on/hello-world-2 hello-world', 'U0INSIDE01'],
    ['create-cluster hands-on-lab', 'U0NOBODY01'],
  ])('%s by %s is refused, and the audit has it', async (line, userId) => {
    const before = sent.length;
    const answer = await talk.typed(line, talk.someone(userId));
    expect(talk.text(answer)).toContain('You may not run');
    expect(talk.cardIn(answer)).toBe('none');
    expect(sent.slice(before).filter((action) => /^(Create|Delete|Register)/.test(action))).toEqual([]);
    const audit = talk.text(await talk.typed('audit 1h', talk.someone(userId)));
    expect(audit).toContain(line);
  });

  test('what is named otherwise, whoever asks', async () => {
    for (const line of ['create-cluster shop', 'create-repository shop', 'delete-service shop/web']) {
      expect(talk.text(await talk.typed(line, talk.someone(learner))), line).toContain('hands-on…');
    }
  });
});

test('a second person approves what a grant wants approved, and the message names both', async () => {
  await bot.queue(commandJob('create-cluster hands-on-pair', talk.someone('U0PAIR0001')));
  const asked = await waitFor('the card in the channel', () =>
    talk.posts().find((sunk) => talk.text(sunk).includes('asks to create the cluster `hands-on-pair`')),
  );
  await bot.answerTo(pressJob(`confirm ${talk.cardIn(asked)}`, talk.someone(teacher)));
  await waitFor('the cluster', () => told(/`hands-on-pair`: <@U0PAIR0001> created the cluster/));
  expect(told(/`hands-on-pair`: <@U0PAIR0001> created/)).toContain('Approved by <@U0TEACHER1>');
}, 60_000);

describe('an account’s first cluster', () => {
  const unavailable = new ServiceError(
    'ServerException',
    'Service Unavailable. Please try again later.',
    500,
  );
  const noRole = new ServiceError(
    'InvalidParameterException',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  );
  const grant = 'hands-on-lab';

  test.each([
    ['a 500', unavailable, 3],
    ['a role that is not there yet', noRole, 1],
  ])(
    'fails with %s and is made when it is tried again',
    async (_, error, left) => {
      refuseClusters = { left, error };
      const card = talk.cardIn(await talk.typed(`create-cluster ${grant}`, talk.someone(learner)));
      await talk.pressed(`confirm ${card}`, talk.someone(learner));
      const asked = { clusters: [grant] };
      const { clusters = [] } = await bot.ecs.send(new DescribeClustersCommand(asked));
      expect(clusters[0]?.status).toBe('ACTIVE');
      expect(refuseClusters.left).toBe(0);
      const end = talk.cardIn(await talk.typed(`delete-cluster ${grant}`, talk.someone(learner)));
      await talk.pressed(`confirm ${end}`, talk.someone(learner));
    },
    90_000,
  );

  test('that lasts is told in one line, with what lies behind it', async () => {
    refuseClusters = { left: 100, error: noRole };
    const card = talk.cardIn(await talk.typed(`create-cluster ${grant}`, talk.someone(learner)));
    const pressing = talk.someone(learner);
    await bot.queue(pressJob(`confirm ${card}`, pressing));
    // Tried again after 5 s and after 20 s.
    const answer = await waitFor(
      'the last try',
      () =>
        bot.sink.received.find(
          (sunk) => sunk.to === new URL(pressing.responseUrl).pathname.slice(1) && !isAcknowledgement(sunk),
        ),
      60_000,
    );
    refuseClusters = undefined;
    expect(talk.text(answer)).toContain('An account’s first cluster can fail');
    expect(told(/was not done/)).toContain('service linked role');
    expect(
      talk.posts().filter((sunk) => /hands-on-lab.*is creating the cluster/.test(talk.text(sunk))),
    ).toHaveLength(4);
  }, 90_000);
});

test('in a bot that is deployed without it neither registry nor role has them', async () => {
  bot.close();
  const other = await startVirtualBot({ params: { 'hands-on': 'off' } });
  try {
    const speak = converse(other);
    expect(speak.text(await speak.typed('create-cluster hands-on-lab'))).toContain('no command');
    expect(speak.text(await speak.typed('help'))).not.toContain('create-cluster');
    expect(speak.text(await speak.typed('push-commands hello-world'))).toContain('docker push');
  } finally {
    other.close();
  }
}, 60_000);
