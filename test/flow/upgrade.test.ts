import { BatchWriteItemCommand, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import recorded from '../fixtures/stored/0.1.0.json' with { type: 'json' };
import { bot, botTest, talk } from '../helpers/bot.ts';
import { moved } from '../helpers/stored.ts';
import { waitFor } from '../helpers/wait-for.ts';

// What version 0.1.0 left in its tables after a few minutes of work: cards that nobody had pressed, an approval that waited, a
// timer, an undo, open and closed episodes, mutes, watches, a language, kept stops, a lesson and the audit. This version goes on from it.

const { cards } = recorded;

/** The records as if they had been written a moment ago: every time in them is moved by as much. */
function movedRecords(text: string, by: number): string {
  return moved(text, recorded.recordedAt, by).replace(
    /(?<="day":\{"S":")[^"]+/g,
    new Date(recorded.recordedAt + by).toISOString().slice(0, 10),
  );
}

const test = botTest({
  access: {
    grants: [
      {
        name: 'on-call',
        who: 'S0LOCALONC',
        may: 'change',
        on: ['hands-on/*', 'media/*', 'shop/web', 'shop/api'],
      },
      { name: 'settings', who: 'S0LOCALONC', may: ['watch', 'mute', 'language'], on: '*' },
      { name: 'together', who: 'S0LOCALONC', may: 'change', on: 'shop/worker', approval: 'second-person' },
    ],
  },
});
test.beforeAll(async () => {
  // ECS as that version left it.
  for (const [cluster, service, desiredCount] of [
    ['shop', 'api', 4],
    ['media', 'encoder', 3],
  ] as const) {
    await bot.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
  }
  await waitFor(
    'both counts',
    async () => (await runs('api')) === 4 && (await runs('encoder', 'media')) === 3,
  );
  // Two minutes old: what was due since then is due now.
  const by = Date.now() - 120_000 - recorded.recordedAt;
  for (const { table, items } of recorded.tables) {
    const name = `ecs-ops-bot-local${table === 'audit' ? '-audit' : ''}`;
    const fresh = JSON.parse(movedRecords(JSON.stringify(items), by));
    for (let from = 0; from < fresh.length; from += 25) {
      const puts = fresh.slice(from, from + 25).map((Item: object) => ({ PutRequest: { Item } }));
      await bot.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts } }));
    }
  }
  // The bot may have looked for old settings already, when there were none.
  const Key = { pk: { S: 'settings#all' }, sk: { S: 'moved' } };
  await bot.dynamodb.send(new DeleteItemCommand({ TableName: 'ecs-ops-bot-local', Key }));
});

const runs = async (service: string, cluster = 'shop') => (await bot.service(service, cluster))?.runningCount;
const editsOf = (ts: string) =>
  bot.sink.received.filter(({ method, body }) => method === 'chat.update' && body.ts === ts);

test('open episodes go on in their own messages: a crash loop, a scaling, a failed task of no service', async () => {
  const messages = ['1700000000.000038', '1700000000.000026', '1700000000.000037'];
  const queueUrl = bot.world.aws.queueUrl('ecs-ops-bot-local-events');
  await bot.sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} }),
    }),
  );
  await waitFor('an edit of the loop', () => editsOf(messages[0] ?? '').length > 0, 60_000);
  // That it got worse is told below its message; no message is posted a second time.
  const posts = talk
    .posts()
    .filter(
      ({ body }) =>
        body.thread_ts === undefined && /shop\/(web|api)|import-prices/.test(JSON.stringify(body)),
    );
  expect(posts.map(talk.text)).toEqual([]);
}, 90_000);

test('a card that nobody had pressed is confirmed', async () => {
  await talk.pressed(`confirm ${cards.unpressed}`);
  expect(await bot.desiredCount('hello-world', 'hands-on')).toBe(5);
});

test('an approval that waited is given by a second person, and not by the one who asked', async () => {
  const own = await talk.pressed(`confirm ${cards.waiting}`, talk.someone('U0OPERATOR'));
  expect(talk.text(own)).toContain('somebody else');
  void talk.pressed(`confirm ${cards.waiting}`, talk.someone('U0DEPUTY01')).catch(() => undefined);
  await waitFor('the approved count', async () => (await bot.desiredCount('worker')) === 3);
});

test('a scaling is undone by its button', async () => {
  const card = talk.cardIn(await talk.pressed(`undo ${cards.scaled}`));
  await talk.pressed(`confirm ${card}`);
  expect(await bot.desiredCount('api')).toBe(2);
});

test('a timer brings its count back', async () => {
  const by = Date.now() - recorded.recordedAt;
  await bot.sqs.send(
    new SendMessageCommand({
      QueueUrl: bot.world.aws.queueUrl('ecs-ops-bot-local-commands.fifo'),
      MessageBody: movedRecords(JSON.stringify(recorded.timer), by),
      MessageGroupId: `return-${cards.timed}`,
      MessageDeduplicationId: 'the-timer',
    }),
  );
  await waitFor('the count before', async () => (await bot.desiredCount('encoder', 'media')) === 2);
});

test.each([
  ['watches', 'C0LOCAL0OPS', /shop\/\*/],
  ['watches', 'C0LOCALDEV1', /media\/\*.*hands-on\/\*/],
  ['audit', 'C0LOCAL0OPS', /shop\/api.*2 → 4/],
  ['audit', 'C0LOCAL0OPS', /media\/encoder/],
  ['why 2ec054200c60bc290b36e0f875297668', 'C0LOCAL0OPS', /exit.*\b1\b/],
  ['why da3d61893cf4100a2696a96ac5883d30', 'C0LOCAL0OPS', /exit.*\b3\b/],
])('/ecs %s in %s reads what was kept', async (line, channel, found) => {
  const answer = await talk.typed(line, talk.someone('U0OPERATOR', channel));
  expect(JSON.stringify(answer.body)).toMatch(found);
});

test('the lesson goes on in the message that it had', async () => {
  void talk.typed('hands-on', talk.someone('U0DEPUTY01')).catch(() => undefined);
  await waitFor('the lesson', () =>
    bot.sink.received.find(
      ({ method, body }) =>
        ['chat.update', 'chat.postMessage'].includes(method) && JSON.stringify(body).includes('of 10'),
    ),
  );
});
