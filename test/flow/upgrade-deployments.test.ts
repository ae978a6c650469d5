import { DescribeServiceDeploymentsCommand, ListServiceDeploymentsCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import stored from '../fixtures/stored/deployments.json' with { type: 'json' };
import { restore } from '../helpers/stored.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

// What the code left in its tables that knows deployments: cards of deploy, restart, rollback and continue that nobody had pressed, and the episode
// of a canary that was continued once and waits again.

const answers: string[] = [];
const test = botTest({
  seeds: 'demo',
  access: { grants: [{ name: 'all', who: ['U0OPERATOR', 'U0DEPUTY01'], may: 'change', on: '*' }] },
  intercept: ({ action }) => {
    if (action === 'ContinueServiceDeployment') answers.push(action);
    return undefined;
  },
});

const { cards } = stored;
const [operator, deputy] = [() => talk.someone(), () => talk.someone('U0DEPUTY01')];
const told = () => bot.sink.received.filter(({ method }) => method.startsWith('chat.'));
const checkout = stored.own.find(({ pk }) => pk === 'service#shop/checkout')?.record;
const [delivery = { ts: '' }] = checkout?.deliveries ?? [];
/** No other message here has this one's `ts`. */
const messageHere = '1700000099.000001';
const changeOf = (id: string) => stored.own.find(({ pk }) => pk === `change#${id}`)?.value?.change;

async function newest(cluster: string, service: string) {
  const { serviceDeployments: [listed] = [] } = await bot.ecs.send(
    new ListServiceDeploymentsCommand({ cluster, service }),
  );
  const serviceDeploymentArns = [listed?.serviceDeploymentArn ?? ''];
  const { serviceDeployments: [found] = [] } = await bot.ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }),
  );
  return found;
}

/** What ECS calls here what it called otherwise there: each service's deployments, and the hook. */
async function namesHere(): Promise<[string, string][]> {
  const primary = async (service: string, cluster: string) =>
    (await bot.service(service, cluster))?.deployments?.map(({ id = '' }) => id) ?? [];
  const [here = '', before = ''] = await primary('checkout', 'shop');
  const [there = '', thereBefore = ''] = Object.keys(checkout?.episode?.revisions ?? {});
  const found = await newest('shop', 'checkout');
  const hook = found?.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION');
  const change = changeOf(cards.continue);
  const own = [cards.rollback, cards.deploy, cards.restart].map(async (id): Promise<[string, string]> => {
    const { target, before: state } = changeOf(id) ?? {};
    const [now = ''] = await primary(target?.service ?? '', target?.cluster ?? '');
    return [state?.deploymentId ?? '', now];
  });
  const idOf = (arn = '') => arn.slice(arn.lastIndexOf('/') + 1);
  return [
    [delivery.ts, messageHere],
    [there, here],
    [thereBefore, before],
    [change?.hookId ?? '', hook?.hookId ?? ''],
    [idOf(change?.deployment), idOf(found?.serviceDeploymentArn)],
    [idOf(change?.targetRevision), idOf(found?.targetServiceRevision?.arn)],
    ...(await Promise.all(own)),
  ];
}

test.beforeAll(async () => {
  // ECS as it was when they were recorded.
  await talk.pressed(`confirm ${talk.cardIn(await talk.typed('deploy shop/web 1.4.1'))}`);
  const isSteady = /`shop\/web`: <@U0OPERATOR> deployed.*Steady again/s;
  await waitFor('the deployment', () => told().some(({ body }) => isSteady.test(String(body.text))), 600_000);
  await talk.pressed(`confirm ${talk.cardIn(await talk.typed('restart shop/checkout'))}`);
  const known: string[] = [];
  for (let hooks = 0; hooks < 2; hooks += 1) {
    const line = await waitFor(
      'a hook that waits',
      () =>
        told()
          .flatMap(({ body }) => /"(continue shop\/checkout --hook [^" ]+)"/.exec(JSON.stringify(body)) ?? [])
          .findLast((each) => each.startsWith('continue') && !known.includes(each)),
      600_000,
    );
    known.push(line);
    const card = talk.cardIn(await talk.pressed(line, deputy()));
    if (hooks === 0) await talk.pressed(`confirm ${card}`, deputy());
  }
  await restore(bot, stored, await namesHere());
  answers.length = 0;
});

test('the canary is continued by its card in the message that it had', async () => {
  await talk.pressed(`confirm ${cards.continue}`, deputy());
  expect(answers).toHaveLength(1);
  const edits = told().filter(({ method, body }) => method === 'chat.update' && body.ts === messageHere);
  expect(edits.map(talk.text).at(-1)).toMatch(/Continued at .*<@U0DEPUTY01> is continuing it/s);
});

test.each([
  ['a restart', cards.restart, 'shop/api', /restarted it/],
  ['a rollback', cards.rollback, 'shop/web', /rolled it back to `shop-web:1`/],
  ['a deploy', cards.deploy, 'hands-on/hello-world', /deployed `1\.0\.0`/],
])('%s is confirmed by its card, and told to its end', async (_, card, target, end) => {
  await talk.pressed(`confirm ${card}`, operator());
  await waitFor(
    'its end',
    () => told().some(({ body }) => end.test(String(body.text)) && String(body.text).includes(target)),
    900_000,
  );
});

test('the canary ends in its message', async () => {
  const end =
    /^`shop\/checkout`: <@U0OPERATOR> restarted it(.*Continued at `PRE_PRODUCTION_TRAFFIC_SHIFT`){2}.*Steady again/s;
  await waitFor('its end', () => told().some((sunk) => end.test(talk.text(sunk))), 900_000);
  expect((await newest('shop', 'checkout'))?.status).toBe('SUCCESSFUL');
});
