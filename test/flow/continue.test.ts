import {
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { beforeEach, expect } from 'vitest';
import type { Sunk } from '../helpers/slack-sink.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const starter = 'U0OPERATOR';
const second = 'U0DEPUTY01';
const third = 'U0CHIEF001';
const answers: string[] = [];

const test = botTest({
  seeds: 'demo',
  intercept: ({ action }) => {
    if (action === 'ContinueServiceDeployment') answers.push(action);
    return undefined;
  },
  access: {
    grants: [
      {
        name: 'operators',
        who: [starter, second, third],
        may: 'change',
        on: 'shop/*',
        approval: 'second-person',
      },
      { name: 'alone', who: [starter, second, third], may: 'change', on: ['shop/web', 'shop/api'] },
    ],
  },
});
beforeEach(() => {
  answers.length = 0;
});

const web = { cluster: 'shop', service: 'web' };
const checkout = { cluster: 'shop', service: 'checkout' };
const longMs = 600_000;

async function deployment(service: { readonly cluster: string; readonly service: string }) {
  const { serviceDeployments: [newest] = [] } = await bot.ecs.send(
    new ListServiceDeploymentsCommand(service),
  );
  const serviceDeploymentArns = [newest?.serviceDeploymentArn ?? ''];
  const { serviceDeployments: [found] = [] } = await bot.ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }),
  );
  return found;
}

const told = () =>
  bot.sink.received.filter(({ method }) => method === 'chat.postMessage' || method === 'chat.update');
const blocks = ({ body }: Sunk) => JSON.stringify(body.blocks);
/** The line of a button in the newest state of a message. */
const lineIn = (sunk: Sunk, label: string) =>
  new RegExp(`"text":"${label}","emoji":true},"action_id":"[^"]+","value":"([^"]+)"`).exec(blocks(sunk))?.[1];
const offered = (label: string, target: string, known: ReadonlySet<string>) =>
  waitFor(
    `a message that offers ${label}`,
    () =>
      told()
        .map((sunk) => lineIn(sunk, label))
        .findLast((line) => line?.includes(target) && !known.has(line)),
    longMs,
  );
/** Notifications that something waits for a person. */
const notices = () =>
  talk.posts().filter(({ body }) => body.reply_broadcast && /waits for a person/.test(String(body.text)));
const approvals = (pattern: RegExp) => talk.posts().filter((sunk) => pattern.test(talk.text(sunk)));
async function askedFor(line: string, who: string, pattern: RegExp): Promise<string> {
  const before = approvals(pattern).length;
  void talk.pressed(line, talk.someone(who)).catch(() => undefined);
  return talk.cardIn(await waitFor('a card in the channel', () => approvals(pattern)[before], longMs));
}

test('a canary is told as waiting, notified once for each hook, and continued by somebody else than whoever began it', async () => {
  const restart = await askedFor('restart shop/checkout', starter, /asks to restart/);
  await talk.pressed(`confirm ${restart}`, talk.someone(second));
  const lines = new Set<string>();
  for (;;) {
    const line = await offered('Continue', 'shop/checkout', lines);
    lines.add(line);
    await waitFor('its notification', () => notices().length === lines.size, longMs);
    const card = await askedFor(line, second, /asks to continue the deployment of `shop\/checkout`/);
    const [shown] = approvals(/asks to continue/).slice(-1);
    expect(talk.text(shown as Sunk)).toMatch(/canary deployment, in `\w+`/);
    expect(talk.text(shown as Sunk)).toMatch(/If nobody answers until/);
    expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone(starter)))).toContain(
      'You began this deployment, so somebody else has to approve',
    );
    expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone(second)))).toContain(
      'You asked for it',
    );
    await talk.pressed(`confirm ${card}`, talk.someone(third));
    expect(answers).toHaveLength(lines.size);
    const { status } = (await deployment(checkout)) ?? {};
    const isLast = await waitFor(
      'the next hook, or the end',
      async () => {
        const now = await deployment(checkout);
        if (now?.status === 'SUCCESSFUL') return 'end';
        const open = now?.lifecycleHookDetails?.some(
          (hook) =>
            hook.status === 'AWAITING_ACTION' &&
            ![...lines].some((each) => each.includes(hook.hookId ?? '?')),
        );
        return open ? 'next' : undefined;
      },
      longMs,
    );
    expect(status).toBe('IN_PROGRESS');
    if (isLast === 'end') break;
  }
  expect(lines.size).toBeGreaterThan(1);
  await waitFor(
    'its end',
    () =>
      told().some(({ body }) => /rolled out, continued by <@U0OPERATOR|Steady again/.test(String(body.text))),
    longMs,
  );
  expect(notices()).toHaveLength(lines.size);
  const [line] = lines;
  expect(talk.text(await talk.pressed(line ?? '', talk.someone(second)))).toMatch(
    /no longer waits: nothing was changed\. It was continued by <@U0CHIEF001>/,
  );
}, 180_000);

/** A service of shop deploys until it waits; returns the line of the button that continues it. */
async function deploy(name: 'web' | 'api', timeoutConfiguration = {}): Promise<string> {
  const known = new Set(told().flatMap((sunk) => lineIn(sunk, 'Continue') ?? []));
  const hook = { targetType: 'PAUSE' as const, lifecycleStages: ['POST_SCALE_UP' as const] };
  const lifecycleHooks = [{ ...hook, timeoutConfiguration }];
  const deploymentConfiguration = { lifecycleHooks };
  await bot.ecs.send(
    new UpdateServiceCommand({
      cluster: 'shop',
      service: name,
      forceNewDeployment: true,
      deploymentConfiguration,
    }),
  );
  return offered('Continue', `shop/${name}`, known);
}

test('two who press at once send one answer, and the other reads whose', async () => {
  const line = await deploy('web');
  expect(line).toMatch(/^continue shop\/web --hook ecs-pause-/);
  const [one, other] = [
    talk.cardIn(await talk.pressed(line, talk.someone(second))),
    talk.cardIn(await talk.pressed(`${line} --action rollback`, talk.someone(third))),
  ];
  const pressed = [
    talk.pressed(`confirm ${one}`, talk.someone(second)),
    talk.pressed(`confirm ${other}`, talk.someone(third)),
    talk.pressed(`confirm ${one}`, talk.someone(second)),
  ];
  const texts = (await Promise.all(pressed)).map((sunk) => talk.text(sunk));
  expect(answers).toHaveLength(1);
  expect(
    texts.filter((text) => /no longer waits|Already confirmed/.test(text)).length,
  ).toBeGreaterThanOrEqual(2);
}, 180_000);

test('who presses when its time is over reads what ECS did by itself, and nothing is sent', async () => {
  const line = await deploy('web', { timeoutInMinutes: 60, action: 'ROLLBACK' });
  const card = talk.cardIn(await talk.pressed(line, talk.someone(second)));
  await waitFor(
    'the end of its time',
    async () => (await deployment(web))?.lifecycleHookDetails?.[0]?.status === 'TIMED_OUT',
    longMs,
  );
  expect(talk.text(await talk.pressed(`confirm ${card}`, talk.someone(second)))).toMatch(
    /no longer waits: nothing was changed\. Its time was over, and ECS rolled back by itself/,
  );
  expect(answers).toEqual([]);
}, 180_000);

test('rolled back at its hook, it is told as asked for, never as a failure', async () => {
  const before = told().length;
  const line = await deploy('api');
  const card = talk.cardIn(await talk.pressed(`${line} --action rollback`, talk.someone(third)));
  await talk.pressed(`confirm ${card}`, talk.someone(third));
  await waitFor(
    'its end',
    () => told().some(({ body }) => /<@U0CHIEF001> rolled it back to `shop-api:1`/.test(String(body.text))),
    longMs,
  );
  const texts = told()
    .slice(before)
    .map(({ body }) => String(body.text));
  expect(texts.filter((text) => /`shop\/api`.*(rollout failed|hangs)/.test(text))).toEqual([]);
  expect(answers).toHaveLength(1);
}, 180_000);
