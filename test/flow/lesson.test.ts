import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import { DeregisterTaskDefinitionCommand, DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { handsOnSettings } from '../../infra/deploy/settings.ts';
import { runHandsOn } from '../helpers/hands-on-shell.ts';
import { cardsOf, learn } from '../helpers/learn.ts';
import { bot, botTest, waitFor } from '../helpers/virtual-bot.ts';

const olivia = 'U0OPERATOR';
const dana = 'U0DEPUTY01';

let lesson: ReturnType<typeof learn>;

const test = botTest({ seeds: 'none' });
test.beforeAll(async () => {
  lesson = learn(bot);
});

/** A minute has passed. */
const sweep = () =>
  bot.sqs.send(
    new SendMessageCommand({
      QueueUrl: bot.world.queueUrl('ecs-ops-bot-local-events'),
      MessageBody: JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} }),
    }),
  );
const networkOfStack = async () => {
  const settings = await handsOnSettings(lesson.cloudFormation, 'us-east-1');
  return {
    subnets: String(settings['hands-on-subnets']).split(','),
    securityGroup: settings['hands-on-security-group'],
    targetGroupArn: settings['hands-on-target-group'],
  };
};
const dones = (userId: string) =>
  Object.entries(lesson.cards(userId))
    .filter(([, status]) => status === 'complete')
    .map(([id]) => id);

test('the ten steps, one after the other, each as AWS says', async () => {
  const { step, does, says, presses, talk, makeNetwork } = lesson;
  await says('hands-on', talk.someone(olivia));
  const first = await step(olivia, 'containers', 'in_progress');
  expect(first.method).toBe('chat.postMessage');
  expect(Object.keys(cardsOf(first))).toHaveLength(10);
  expect(dones(olivia)).toEqual([]);

  await presses(`hands-on next --step containers --of ${olivia}`, talk.someone(olivia));
  await step(olivia, 'image', 'in_progress');
  // The same press again passes nothing more.
  await presses(`hands-on next --step containers --of ${olivia}`, talk.someone(olivia));
  await presses(`hands-on next --step image --of ${olivia}`, talk.someone(olivia));
  await step(olivia, 'repository', 'in_progress');
  expect(dones(olivia)).toEqual(['containers', 'image']);

  await does('create-repository hello-world', olivia);
  await waitFor('the button of the push commands', () =>
    JSON.stringify(lesson.newest(olivia)?.body.blocks).includes('"push-commands hello-world"'),
  );
  // Typed into a shell as the card says: ECR's event has the card look.
  const { text } = lesson.newest(olivia)?.body ?? {};
  const [, words = ''] =
    /npm run hands-on -- (push hello-world --endpoint [\w:/.]+)/.exec(String(text)) ?? [];
  const shell = bot.world.clientOptions('shell');
  expect(await bot.letPass(runHandsOn(shell, ...words.split(' ')))).toBe(0);
  await step(olivia, 'repository', 'complete');

  await makeNetwork();
  await sweep();
  await step(olivia, 'network', 'complete');

  await does('create-cluster hands-on', olivia);
  await step(olivia, 'cluster', 'complete');
  await does('register-task-definition hello-world hello-world:latest', olivia);
  await step(olivia, 'task-definition', 'complete');
  await does('create-service hands-on/hello-world hello-world', olivia);
  await step(olivia, 'service', 'complete');
  // The card named the network that the stack made, and so the service stands in it.
  const { subnets, ...stackOwn } = await networkOfStack();
  const card = bot.sink.received.map(({ body }) => JSON.stringify(body.blocks ?? []));
  expect(card.some((blocks) => blocks.includes(subnets.join(', ')))).toBe(true);
  const described = { cluster: 'hands-on', services: ['hello-world'] };
  const [service] = (await bot.ecs.send(new DescribeServicesCommand(described))).services ?? [];
  expect(service).toMatchObject({
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [stackOwn.securityGroup] } },
    loadBalancers: [{ targetGroupArn: stackOwn.targetGroupArn }],
  });

  await does('stop-task hands-on/hello-world', olivia);
  const healed = await step(olivia, 'stop-task', 'complete');
  expect(JSON.stringify(healed.body.blocks)).toMatch(/Healed in \d+ s|stopped and replaced/);
  await does('scale hands-on/hello-world 4', olivia);
  await step(olivia, 'scale', 'complete');
  await step(olivia, 'clean-up', 'in_progress');

  await does('delete-service hands-on/hello-world', olivia);
  await waitFor('the cluster to be next', () =>
    JSON.stringify(lesson.newest(olivia)?.body.blocks).includes('"delete-cluster hands-on"'),
  );
  await does('delete-cluster hands-on', olivia);
  // What is cleaned up does not undo its step.
  expect(dones(olivia)).toHaveLength(9);
  await bot.ecr.send(new DeleteRepositoryCommand({ repositoryName: 'hello-world', force: true }));
  await bot.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'hello-world:1' }));
  await lesson.cloudFormation.send(new DeleteStackCommand({ StackName: 'hands-on' }));
  const proof = await waitFor(
    'the proof',
    async () => {
      await sweep();
      const sunk = lesson.newest(olivia);
      return sunk && cardsOf(sunk)['clean-up'] === 'complete' && sunk;
    },
    30_000,
  );
  expect(String(proof.body.text)).toMatch(/nothing is left/);
  expect(JSON.stringify(proof.body.blocks).match(/✓ gone/g)).toHaveLength(5);
  expect(JSON.stringify(proof.body.blocks)).toContain(`"hands-on again --of ${olivia}"`);
  // One message, edited all the way.
  expect(lesson.shown(olivia).filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
}, 180_000);

test('what is undone is open again; two learn side by side', async () => {
  const { step, does, says, presses, talk } = lesson;
  for (const user of [olivia, dana]) {
    await says('hands-on again', talk.someone(user));
    for (const id of ['containers', 'image']) {
      await presses(`hands-on next --step ${id} --of ${user}`, talk.someone(user));
    }
    await step(user, 'repository', 'in_progress');
  }
  // Olivia was first: Dana's have a number behind.
  expect(JSON.stringify(lesson.newest(dana)?.body.blocks)).toContain('"create-repository hello-world-2"');
  await does('create-cluster hands-on-2', dana);
  await step(dana, 'cluster', 'complete');
  expect(lesson.cards(olivia).cluster).toBe('pending');
  await does('delete-cluster hands-on-2', dana);
  await step(dana, 'cluster', 'pending');

  // A button is its learner's.
  const refused = await talk.pressed(`hands-on next --step image --of ${olivia}`, talk.someone(dana));
  expect(talk.text(refused)).toContain(`the hands-on of <@${olivia}>`);
}, 60_000);

test('it is taken up again where it is typed; the message before says where it went', async () => {
  const { says, talk, shown } = lesson;
  const before = shown(dana).filter(({ method }) => method === 'chat.postMessage').length;
  await says('hands-on', talk.someone(dana, 'D0DANA0001'));
  const posts = await waitFor('a fresh message', () => {
    const all = shown(dana).filter(({ method }) => method === 'chat.postMessage');
    return all.length > before && all;
  });
  expect(posts.at(-1)?.to).toBe('D0DANA0001');
  expect(cardsOf(posts.at(-1)!).repository).toBe('in_progress');
  await waitFor('the hint', () =>
    bot.sink.received.some(
      ({ method, to, body }) =>
        method === 'chat.update' &&
        to === 'C0LOCAL0OPS' &&
        /continues in a newer message/.test(String(body.text)),
    ),
  );
}, 30_000);

test.each(['cant_update_message', 'a_word_of_tomorrow'])(
  'where Slack lets no message be edited (%s), Go on posts another',
  async (error) => {
    const { says, presses, step, talk } = lesson;
    const who = talk.someone('U0DEVELOPR');
    await says('hands-on again', who);
    await step(who.userId, 'containers', 'in_progress');
    bot.sink.answer = ({ method }) => (method === 'chat.update' ? { body: { ok: false, error } } : undefined);
    await presses(`hands-on next --step containers --of ${who.userId}`, who);
    await waitFor('another message', () =>
      lesson
        .shown(who.userId)
        .some((sunk) => sunk.method === 'chat.postMessage' && cardsOf(sunk).containers === 'complete'),
    );
    bot.sink.answer = () => undefined;
  },
  30_000,
);

test('a message that is gone is not missed', async () => {
  const { says, does, step, talk } = lesson;
  bot.sink.answer = ({ method, to }) =>
    method === 'chat.update' && to === 'D0DANA0001'
      ? { body: { ok: false, error: 'message_not_found' } }
      : undefined;
  await does('create-cluster hands-on-2', dana);
  await waitFor('an edit of what is not there', () =>
    bot.sink.received.some(({ method, to }) => method === 'chat.update' && to === 'D0DANA0001'),
  );
  bot.sink.answer = () => undefined;
  const before = bot.sink.received.length;
  await says('hands-on', talk.someone(dana));
  await step(dana, 'cluster', 'complete');
  expect(bot.sink.received.slice(before).some(({ to }) => to === 'D0DANA0001')).toBe(false);
}, 30_000);
