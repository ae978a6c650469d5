import { CreateClusterCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import type { Intent } from '../../src/changes/card.ts';
import { commands } from '../../src/commands/registry.ts';
import type { Job } from '../../src/front-door/job.ts';
import { progressOf } from '../../src/hands-on/progress.ts';
import { en } from '../../src/messages/en/index.ts';
import { leftAloneView } from '../../src/views/changes/results.ts';
import { handsOnView } from '../../src/views/hands-on/message.ts';
import { replyView } from '../../src/views/replies/index.ts';
import { commandJob, pressJob } from '../helpers/bot.ts';
import { sampleReplies } from '../helpers/sample-replies.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';
import { writtenButtons } from '../helpers/written-buttons.ts';

const operator = 'U0OPERATOR';
const second = 'U0DEPUTY01';
/** Who must not change anything: no grant, a guest, a bot, somebody who left, somebody of another workspace. */
const others: Readonly<Record<string, object>> = {
  U0VIEWER01: {},
  U0GUEST001: { is_restricted: true },
  U0ROBOT001: { is_bot: true },
  U0DEPARTED: { deleted: true },
  U0STRANGER: { team_id: 'T0OTHER001', is_stranger: true },
};

/** What the worker sends to AWS that changes something beside its own records. */
const changing =
  /^(?:ecs:(?:Update|Stop|Continue|Run|Create|Delete|Register|Put|Tag|Untag)|ecr:(?:Create|Delete|Put)|application-autoscaling:Register|scheduler:Create)/;

const sent: string[] = [];

const test = botTest({
  params: { 'default-channel': 'C0LOCAL0OPS' },
  access: {
    grants: [
      { name: 'all', who: [operator, second], may: 'change', on: '*', 'max-desired': 12 },
      { name: 'together', who: [operator, second], may: 'change', on: '*', approval: 'second-person' },
    ],
  },
  onRequest: ({ accessKeyId, service, action, status }) => {
    if (accessKeyId === 'worker' && status < 300) sent.push(`${service}:${action}`);
  },
});
test.beforeAll(async () => {
  bot.sink.answer = ({ method, body }) => {
    if (method !== 'users.info' || !(String(body.user) in others)) return undefined;
    const user = { id: body.user, team_id: 'T0LOCAL001', ...others[String(body.user)] };
    return { body: { ok: true, user } };
  };
});

interface Button {
  readonly id: string;
  readonly line: string;
}

const buttonsIn = (blocks: unknown): Button[] =>
  [...JSON.stringify(blocks ?? []).matchAll(/"action_id":"line:([^"]*)","value":"([^"]*)"/g)].map(
    ([, id = '', line = '']) => ({ id, line }),
  );
/** One of a kind is enough: ids of tasks and cards, counts and pages stand for all of theirs. */
const kindOf = ({ id, line }: Button) =>
  `${id.split(':')[0]} ${line}`.replace(/[0-9a-f]{8,}/g, '<id>').replace(/ [+-]?\d+/g, ' <n>');

/** Everything that an operator can press, from what all commands answer to what these buttons lead to. */
async function crawl(): Promise<Map<string, Button>> {
  const found = new Map<string, Button>();
  const waiting: Button[] = [];
  let read = 0;
  const note = () => {
    const news = bot.sink.received.slice(read);
    read = bot.sink.received.length;
    for (const button of news.flatMap(({ body }) => buttonsIn(body.blocks))) {
      if (found.has(kindOf(button))) continue;
      found.set(kindOf(button), button);
      waiting.push(button);
    }
  };
  await bot.ecs.send(new CreateClusterCommand({ clusterName: 'hands-on-old' }));
  await leftAlone();
  await paused();
  for (const { examples } of commands.filter(({ hidden }) => !hidden)) {
    for (const line of examples) await run(commandJob(line, talk.someone(operator)));
    note();
  }
  // The message of what was made has a button for what comes next.
  for (const line of [
    'create-repository hello-world-3',
    'register-task-definition hello-world-3 hello-world:1',
  ]) {
    await talk.confirmed(line);
  }
  note();
  await run(commandJob('scale shop/web 15', talk.someone(operator)));
  await run(commandJob('scale media/encoder 8', talk.someone(operator)));
  note();
  for (let button = waiting.shift(); button !== undefined; button = waiting.shift()) {
    const who = button.line.startsWith('cancel') ? second : operator;
    await run(pressJob(button.line, talk.someone(who)));
    note();
  }
  return found;
}

/** A change whose time is over and that somebody else changed meanwhile: its message has a button of its own. */
async function leftAlone(): Promise<void> {
  await talk.confirmed('scale shop/api 4 for 5s');
  await bot.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'api', desiredCount: 3 }));
  await waitFor(
    'a button to go back',
    () => talk.posts().some(({ body }) => JSON.stringify(body.blocks).includes('line:scale-back')),
    50_000,
  );
}

/** A deployment that waits for a person: its message has a button for each answer. */
async function paused(): Promise<void> {
  const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['PRE_SCALE_UP' as const] }];
  const worker = { cluster: 'shop', service: 'worker', forceNewDeployment: true };
  await bot.ecs.send(new UpdateServiceCommand({ ...worker, deploymentConfiguration: { lifecycleHooks } }));
  await waitFor(
    'a button to continue',
    () => talk.posts().some(({ body }) => JSON.stringify(body.blocks).includes('line:continue')),
    50_000,
  );
}

/** Runs a line to its end. An answer may come as a message in the channel: then nothing comes to the person. */
async function run(job: Job): Promise<void> {
  const QueueUrl = bot.world.queueUrl('ecs-ops-bot-local-commands.fifo');
  await bot.queue(job);
  await waitFor('an empty queue', async () => {
    const { Attributes = {} } = await bot.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken } = Attributes;
    return waiting === '0' && taken === '0';
  });
}

let reached: Map<string, Button>;

test('the crawl of an operator reaches every button that a view can make', async () => {
  reached = await crawl();
  const samples = Object.values(sampleReplies)
    .flat()
    .flatMap((reply) => buttonsIn(replyView(reply, en, { now: Date.now(), shared: false }).blocks));
  // A lesson in an empty account, and one that is over: here all but the network is there already.
  for (const memory of [
    { startedAt: 0, read: ['containers', 'image'] },
    { startedAt: 0, read: [], cleaning: true, finishedAt: 1 },
  ] as const) {
    const lesson = { userId: operator, place: 1, where: { region: 'us-east-1' }, memory };
    samples.push(...buttonsIn(handsOnView(progressOf(lesson, { at: 1 }), en).blocks));
  }
  // A time that is over while auto scaling was moved: only a refused timer posts this.
  const change = {
    type: 'scale',
    target: { cluster: 'shop', service: 'web' },
    before: { desiredCount: 3 },
    autoscaling: { after: {} },
  };
  const left = { card: { id: 'a'.repeat(32), change } } as unknown as Intent;
  samples.push(...buttonsIn(leftAloneView('It stays.', left, en).blocks));
  const ids = new Set([...reached.values(), ...samples].map(({ id }) => id.split(':')[0]));
  const written = writtenButtons();
  expect(written.length).toBeGreaterThan(20);
  expect(written.filter((id) => !ids.has(id))).toEqual([]);
  const names = new Set(commands.map(({ name }) => name));
  const lines = [...reached.values(), ...samples].map(({ line }) => line);
  expect(lines.filter((line) => !names.has(line.split(' ')[0] ?? ''))).toEqual([]);
}, 300_000);

test.each(Object.keys(others))(
  '%s changes nothing with any command or button',
  async (userId) => {
    const before = sent.length;
    const posts = talk.posts().length;
    const lines = [
      ...commands.flatMap(({ examples }) => examples),
      ...[...reached.values()].map(({ line }) => line),
      'scale shop/web 4 for 1h',
      'scale media/encoder 8 --move-bound',
      'scale media/encoder 8 --pause 1h',
    ];
    expect(lines.length).toBeGreaterThan(60);
    const refusals: string[] = [];
    for (const [index, line] of lines.entries()) {
      // Whoever may look may learn: the lesson is a message of the channel, and answers nobody alone.
      if (userId === 'U0VIEWER01' && /^hands-on(?!.*--of)/.test(line)) continue;
      const who = talk.someone(userId);
      const answer = await bot.answerTo(index % 2 === 0 ? commandJob(line, who) : pressJob(line, who));
      const name = line.split(' ')[0];
      const command = commands.find((each) => each.name === name);
      if (command?.kind !== 'read' || userId !== 'U0VIEWER01') refusals.push(talk.text(answer));
      expect(JSON.stringify(answer.body), line).not.toMatch(/"confirm [0-9a-f]{32}"/);
      if (userId !== 'U0VIEWER01')
        expect(talk.text(answer), line).toMatch(/can’t use|Only members|deactivated|Bots/);
    }
    expect(sent.slice(before).filter((call) => changing.test(call))).toEqual([]);
    const settings = talk
      .posts()
      .slice(posts)
      .filter((sunk) => new RegExp(`<@${userId}>`).test(talk.text(sunk)));
    expect(settings).toEqual([]);
    expect(refusals.every((text) => text !== '')).toBe(true);
  },
  300_000,
);
