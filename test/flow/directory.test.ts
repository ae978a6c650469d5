import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findElements } from '../../infra/local/slack/block-kit/validate.ts';
import type { Message } from '../../infra/local/slack/state/messages.ts';
import { localIds as ids } from '../../infra/local/slack/workspace/workspace.ts';
import { startWorld, type World } from '../../infra/local/world.ts';
import { clientOf } from '../helpers/sdk.ts';
import { waitFor } from '../helpers/wait-for.ts';

let world: World;
let dynamodb: DynamoDBDocumentClient;
const effects: string[] = [];
const TableName = 'ecs-ops-bot-local';
const group = { pk: `group#${ids.onCall}`, sk: 'reading' };
const deputy = { pk: `person#${ids.secondOperator}`, sk: 'reading' };

beforeAll(async () => {
  world = await startWorld({
    speed: 100,
    onRequest: ({ action }) => {
      if (['UpdateService', 'StopTask', 'RegisterScalableTarget'].includes(action)) effects.push(action);
    },
  });
  const client = new DynamoDBClient(clientOf(world.aws.url, 'us-east-1'));
  dynamodb = DynamoDBDocumentClient.from(client);
});
afterAll(() => world?.close());

/** What a person's client asks of the local Slack. */
async function ask(name: string, user: string, request: object): Promise<void> {
  const response = await fetch(`${world.slack.url}/client/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, ...request }),
  });
  expect(await response.json()).toEqual({});
}

async function messages(user: string): Promise<readonly Message[]> {
  const response = await fetch(`${world.slack.url}/client/state?user=${user}`);
  const state = (await response.json()) as { messages: readonly Message[] };
  return state.messages.filter(({ isBot }) => isBot);
}

/** The bot's next message or edit that this person sees after `act`. */
async function answerTo(user: string, act: () => Promise<void>): Promise<Message> {
  const seen = new Set((await messages(user)).map(({ ts, revision }) => `${ts} ${revision}`));
  await act();
  return waitFor('an answer', async () =>
    // That it is on its way is no answer yet.
    (await messages(user)).findLast(
      ({ ts, revision, text }) => !seen.has(`${ts} ${revision}`) && !/Working on it …$/.test(text),
    ),
  );
}
const typed = (user: string, text: string) =>
  answerTo(user, () => ask('send', user, { channel: ids.ops, text }));
/** Presses the card's button. */
const pressed = (user: string, { channel, ts, blocks = [] }: Message) => {
  const found = findElements(blocks).find(({ element }) => String(element.value).startsWith('confirm '));
  if (!found) throw new Error('There is no card');
  const { blockId, actionId } = found;
  return answerTo(user, () => ask('act', user, { channel, ts, blockId, actionId, chosen: [] }));
};

const record = async (Key: Record<string, string>) =>
  (await dynamodb.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
const forgotten = (Key: Record<string, string>) =>
  waitFor('the event', async () => {
    const item = await record(Key);
    return item !== undefined && item.value === undefined;
  });
/** Five minutes go by for what was read. */
const age = (Key: Record<string, string>) =>
  dynamodb.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET readAt = readAt - :age',
      ExpressionAttributeValues: { ':age': 5 * 60_000 },
    }),
  );
const isCard = ({ blocks }: Message) => JSON.stringify(blocks).includes('"confirm ');

test.each([
  ['users.info', '/ecs services shop', 'users:read'],
  ['usergroups.users.list', '/ecs scale shop/web 4', 'usergroups:read'],
])(
  'an app without its scope for %s lets nobody in, and says which scope is missing',
  async (method, line, scope) => {
    world.slack.faults.add({ method, kind: 'error', error: 'missing_scope' });
    expect((await typed(ids.operator, line)).text).toContain(`lacks the scope \`${scope}\``);
    world.slack.faults.clear();
    expect((await typed(ids.operator, line)).text).not.toContain('scope');
    expect(effects).toEqual([]);
  },
);

test('who leaves the group loses the right at once, also to a card that is already there', async () => {
  const card = await typed(ids.operator, '/ecs scale shop/web 4');
  expect(isCard(card)).toBe(true);
  await world.slack.setGroupMembers(ids.onCall, [ids.secondOperator]);
  await forgotten(group);
  expect(isCard(await typed(ids.operator, '/ecs scale shop/web 5'))).toBe(false);
  expect((await pressed(ids.operator, card)).text).toMatch(/may not run `scale` on `shop\/web`/);
  expect(effects).toEqual([]);
});

test('without the event after five minutes', async () => {
  expect(isCard(await typed(ids.secondOperator, '/ecs scale shop/web 4'))).toBe(true);
  await world.slack.setGroupMembers(ids.onCall, [], false);
  const card = await typed(ids.secondOperator, '/ecs scale shop/web 5');
  expect(isCard(card)).toBe(true);
  await age(group);
  expect(isCard(await typed(ids.secondOperator, '/ecs scale shop/web 6'))).toBe(false);
  expect(isCard(await pressed(ids.secondOperator, card))).toBe(false);
  expect(effects).toEqual([]);
});

test('who comes into the group can act at once', async () => {
  await world.slack.setGroupMembers(ids.onCall, [ids.viewer]);
  await forgotten(group);
  expect(isCard(await typed(ids.viewer, '/ecs scale shop/web 4'))).toBe(true);
});

test('who becomes a guest may not even look any more: at once with the event, without it after five minutes', async () => {
  const looks = async () => (await typed(ids.secondOperator, '/ecs services shop')).text;
  const services = await looks();
  await world.slack.setPerson(ids.secondOperator, { isRestricted: true });
  await forgotten(deputy);
  const refusal = await looks();
  expect(refusal).not.toBe(services);
  expect(refusal).toMatch(/guest/i);
  await world.slack.setPerson(ids.secondOperator, { isRestricted: false }, false);
  expect(await looks()).toBe(refusal);
  await age(deputy);
  expect(await looks()).toBe(services);
});
