import { createHash, randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Cards,
  home,
  type IllegitimatePress,
  illegitimatePress,
  otherTeam,
} from '../helpers/illegitimate-press.ts';
import { sendSigned } from '../helpers/signed-requests.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const presses = 400;
/** Sent at once; Slack waits three seconds for each. */
const together = 8;
const effectActions = ['UpdateService', 'StopTask', 'RegisterScalableTarget', 'CreateSchedule'];
const people = {
  owner: 'U0OPERATOR',
  deputy: 'U0DEPUTY01',
  viewer: 'U0VIEWER01',
  foreign: 'U0FOREIGN1',
  demoted: 'U0DEMOTED1',
  guest: 'U0NEWGUEST',
  deactivated: 'U0DEPARTED',
  stranger: 'U0STRANGER',
  bot: 'U0OTHERBOT',
  unknown: 'U0UNKNOWN1',
};
const group = 'S0LOCALONC';

let dynamodb: DynamoDBDocumentClient;
let cards: Cards;
const effects: string[] = [];
/** What Slack says now. */
const members = new Set([people.owner, people.deputy, people.demoted, people.guest, people.deactivated]);
const users: Record<string, object> = {
  [people.stranger]: { team_id: otherTeam, is_stranger: false },
  [people.bot]: { is_bot: true },
};

const test = botTest({
  onRequest: ({ action }) => void (effectActions.includes(action) && effects.push(action)),
  access: {
    grants: [
      { name: 'on call', who: group, may: 'change', on: 'shop/*', 'max-desired': 12 },
      { name: 'together', who: group, may: 'change', on: 'hands-on/*', approval: 'second-person' },
      { name: 'others', who: people.foreign, may: 'change', on: 'staging/*' },
    ],
  },
});
test.beforeAll(async () => {
  dynamodb = DynamoDBDocumentClient.from(bot.dynamodb);
  bot.sink.answer = ({ method, body }) => {
    if (method === 'usergroups.users.list') return { body: { ok: true, users: [...members] } };
    if (method !== 'users.info') return undefined;
    const id = String(body.user);
    if (id === people.unknown) return { body: { ok: false, error: 'user_not_found' } };
    return { body: { ok: true, user: { id, team_id: home, locale: 'en-US', ...users[id] } } };
  };
  cards = await makeCards();
});

/** One card of each sort, by way of Slack; only what time does is done by hand. */
async function makeCards(): Promise<Cards> {
  const card = async (line: string, user: string) => {
    const id = talk.cardIn(await talk.typed(line, talk.someone(user)));
    expect(id, line).toMatch(/^[0-9a-f]{32}$/);
    return id;
  };
  const { owner } = people;
  const live = [
    await card('scale shop/web 4', owner),
    await card('scale shop/api 1', owner),
    await card('stop-task shop/web', owner),
  ];
  const withdrawn = await card('scale shop/worker 3', owner);
  await talk.pressed(`cancel ${withdrawn}`);
  const used = await card('scale shop/worker 2', owner);
  await talk.pressed(`confirm ${used}`);
  await waitFor('the one change', () => effects.length === 1);
  const expired = await card('scale shop/web 5', owner);
  const TableName = 'ecs-ops-bot-local';
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName, Key: { pk: `change#${expired}`, sk: 'card' } }),
  );
  const past = { ...Item?.value, expiresAt: Math.floor(Date.now() / 1000) - 1 };
  await dynamodb.send(new PutCommand({ TableName, Item: { ...Item, value: past } }));
  void talk.typed('scale hands-on/hello-world 3').catch(() => undefined);
  const shared = await waitFor('the card in the channel', () =>
    talk
      .posts()
      .map(talk.cardIn)
      .find((id) => id !== 'none'),
  );
  const ofDemoted = await card('scale shop/web 6', people.demoted);
  const ofGuest = await card('scale shop/web 7', people.guest);
  const ofDeactivated = await card('scale shop/web 8', people.deactivated);

  members.delete(people.demoted);
  users[people.guest] = { is_restricted: true };
  users[people.deactivated] = { deleted: true };
  await tell({ type: 'subteam_members_changed', subteam_id: group, team_id: home }, `group#${group}`);
  await tell({ type: 'user_change', user: { id: people.guest } }, `person#${people.guest}`);
  await tell({ type: 'user_change', user: { id: people.deactivated } }, `person#${people.deactivated}`);
  return { live, shared, used, withdrawn, expired, ofDemoted, ofGuest, ofDeactivated };
}

/** An event of Slack's, until the bot has it. */
async function tell(event: object, key: string): Promise<void> {
  const body = { type: 'event_callback', team_id: home, event_id: `Ev${randomUUID()}`, event };
  expect((await bot.letPass(sendSigned(bot.world, JSON.stringify(body)))).status).toBe(200);
  const Key = { pk: key, sk: 'reading' };
  await waitFor(`the event about ${key}`, async () => {
    const { Item } = await dynamodb.send(new GetCommand({ TableName: 'ecs-ops-bot-local', Key }));
    return Item !== undefined && Item.value === undefined;
  });
}

/** The job that the front door makes of a press is known by its trigger. */
const jobOf = (trigger: string) => createHash('sha256').update(`action\n${trigger}`).digest('hex');

async function send(press: IllegitimatePress, trigger: string): Promise<number> {
  const { user, userTeam, team, channel, actionId, value, age } = press;
  const payload = {
    type: 'block_actions',
    team: { id: team, domain: 'local' },
    user: { id: user, team_id: userTeam },
    channel: { id: channel },
    container: { type: 'message', channel_id: channel, is_ephemeral: true },
    response_url: bot.sink.responseUrl(trigger),
    trigger_id: trigger,
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: '1' }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return (await bot.letPass(sendSigned(bot.world, body, age))).status;
}

async function waiting(queue: string): Promise<number> {
  const { Attributes = {} } = await bot.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: bot.world.queueUrl(`ecs-ops-bot-local-${queue}.fifo`),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** Every record of the audit. */
const audit = () => bot.world.records('audit');

test(`of ${presses} validly signed presses that are nobody's to make, none is obeyed`, async () => {
  const sample = fc.sample(illegitimatePress(cards, people), { numRuns: presses, seed: 1 });
  const before = audit();
  effects.length = 0;

  const statuses: number[] = [];
  for (let from = 0; from < sample.length; from += together) {
    const batch = sample.slice(from, from + together);
    statuses.push(...(await Promise.all(batch.map((press, index) => send(press, `t-${from + index}`)))));
  }
  await waitFor('an empty queue', async () => (await waiting('commands')) === 0, 240_000);

  const after = audit();
  const refusals = new Map(
    after.filter(({ sk }) => sk === 'refused').map(({ pk, value }) => [pk, (value as { why: string }).why]),
  );
  const answered = new Set(bot.sink.received.map(({ to }) => to));
  const wrong = sample.flatMap((press, index) => {
    const trigger = `t-${index}`;
    const why = refusals.get(`refused#${jobOf(trigger)}`);
    const got =
      statuses[index] !== 200
        ? statuses[index]
        : why !== undefined
          ? { refused: why }
          : answered.has(trigger)
            ? 'answered'
            : 'dropped';
    return JSON.stringify(got) === JSON.stringify(press.verdict) ? [] : [{ ...press, got }];
  });
  expect(wrong).toEqual([]);
  expect(new Set(sample.map(({ what }) => what)).size).toBe(23);

  expect(effects).toEqual([]);
  const decisions = (records: readonly Record<string, unknown>[]) =>
    records.filter(({ sk }) => sk !== 'refused');
  expect(decisions(after)).toHaveLength(decisions(before).length);
  expect(await waiting('commands-dead')).toBe(0);
}, 300_000);

test('the cards that they were tried on are good: their own people can use them', async () => {
  const { live, shared } = cards;
  await talk.pressed(`confirm ${live[1]}`, talk.someone(people.owner, 'C0LOCAL0GEN'));
  await waitFor('the change', () => effects.length === 1);
  await talk.pressed(`confirm ${shared}`, talk.someone(people.deputy, 'C0LOCAL0GEN'));
  await waitFor('the approved change', () => effects.length === 2);
});
