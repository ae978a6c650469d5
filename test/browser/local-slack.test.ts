import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type KnownBlock, WebClient } from '@slack/web-api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { EcsSnapshot } from '../../infra/local/ecs/snapshot.ts';
import { startSlack } from '../../infra/local/slack/slack.ts';
import { localIds } from '../../infra/local/slack/workspace/ids.ts';
import { launchBrowser } from '../helpers/browser.ts';

const { ops } = localIds;
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const confirm = {
  title: plain('Stop this task?'),
  text: plain('ECS replaces it.'),
  confirm: plain('Yes, stop it'),
};
const card = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Stop *shop/web*? :rocket: <@U0OPERATOR>' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', style: 'danger', text: plain('Stop task'), action_id: 'stop', confirm },
      {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Choose a service'),
        options: ['web', 'api', 'worker'].map((name) => ({ text: plain(name), value: name })),
      },
    ],
  },
];
const clock = {
  now: () => Date.now(),
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

/** A world whose bot answers commands with the card and a press with a message that it then edits. */
async function openPage(
  options: Parameters<Browser['newPage']>[0] = {},
  path = '/',
  submit: () => object = () => ({}),
) {
  const [pressed, triggers, submitted]: [string[], string[], string[]] = [[], [], []];
  const app = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const payload = JSON.parse(form.get('payload') ?? '{}');
    if (payload.type === 'view_submission') {
      submitted.push(payload.view.state.values.count.n.value);
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(submit()));
    }
    response.end();
    if (payload.trigger_id) triggers.push(payload.trigger_id);
    const url = payload.response_url ?? form.get('response_url');
    if (form.get('command')) {
      await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'card', blocks: card }) });
    } else if (payload.actions) {
      pressed.push(payload.actions[0].selected_option?.value ?? payload.actions[0].action_id);
      if (payload.actions[0].action_id !== 'stop') return;
      await fetch(url, { method: 'POST', body: JSON.stringify({ delete_original: true }) });
      const { ts = '' } = await web.chat.postMessage({
        channel: ops,
        text: 'stopping',
        blocks: plan('in_progress'),
      });
      await web.chat.update({ channel: ops, ts, text: 'healed', blocks: plan('complete') });
    }
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  let snapshot = ecs('PENDING');
  const listeners = new Set<() => void>();
  const slack = await startSlack({
    port: 0,
    clock,
    signingSecret: 's',
    botToken: 'xoxb',
    teamId: 'T0LOCAL',
    appId: 'A0LOCAL',
    requestUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack`,
    slashCommands: [{ command: '/ecs', description: 'Amazon ECS', usageHint: '[services]' }],
    completions: ['services', 'service', 'scale', 'stop-task'].map((text) => ({ text, description: text })),
    ecs: {
      snapshot: () => snapshot,
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  const web = new WebClient('xoxb', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  const page = await browser.newPage(options);
  page.setDefaultTimeout(8000);
  const problems: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  page.on('pageerror', (error) => void problems.push(String(error)));
  onTestFinished(async () => {
    await page.close();
    await slack.close();
    app.closeAllConnections();
    app.close();
    expect(problems).toEqual([]);
  });
  await page.goto(slack.url + path);
  await page.getByRole('combobox').waitFor();
  const change = (status: string) => {
    snapshot = ecs(status);
    for (const listener of listeners) listener();
  };
  return { page, web, slack, pressed, triggers, submitted, change };
}

function plan(status: 'in_progress' | 'complete') {
  const task = { type: 'task_card' as const, task_id: '1', title: 'Replacement RUNNING', status };
  return [{ type: 'plan' as const, title: 'Healing', tasks: [task] }];
}

function ecs(lastStatus: string): EcsSnapshot {
  const task = {
    taskArn: 'arn:aws:ecs:eu-west-1:1:task/shop/0a1b2c3d4e5f',
    id: '0a1b2c3d4e5f',
    lastStatus,
    desiredStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    availabilityZone: 'eu-west-1a',
    taskDefinition: 'web:1',
    image: 'web:1',
    createdAt: 1,
  };
  const service = {
    serviceArn: 'arn:aws:ecs:eu-west-1:1:service/shop/web',
    name: 'web',
    status: 'ACTIVE',
    isSteady: false,
    desiredCount: 1,
    runningCount: lastStatus === 'RUNNING' ? 1 : 0,
    pendingCount: 0,
    lastEvent: '',
    rolloutState: 'IN_PROGRESS',
    taskDefinition: 'web:1',
    tasks: [task],
  };
  return {
    clusters: [
      { clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/shop', name: 'shop', services: [service], tasks: [] },
    ],
  };
}

/** Nothing may stick out of the window sideways. */
async function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

test('a newcomer is told what to type, and everything goes by keyboard', async () => {
  const { page, pressed } = await openPage();
  await page.getByRole('button', { name: '/ecs services shop' }).waitFor();
  await page.keyboard.type('/ecs s');
  await expect.poll(() => page.getByRole('option').allInnerTexts()).toHaveLength(4);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('shop/web');
  expect(await page.getByRole('combobox').inputValue()).toBe('/ecs stop-task shop/web');
  await page.keyboard.press('Enter');
  await page.getByText('Only visible to you').waitFor();
  await page.getByRole('button', { name: 'Stop task' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Stop this task?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(pressed).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Yes, stop it' }).click();
  await page.getByText('1 of 1').waitFor();
  expect(pressed).toEqual(['stop']);
  expect(await page.getByRole('button', { name: 'Stop task' }).count()).toBe(0);
  await page.getByRole('combobox').click();
  await page.keyboard.press('ArrowUp');
  expect(await page.getByRole('combobox').inputValue()).toBe('/ecs stop-task shop/web');
});

test('a menu is searched and chosen from by keyboard', async () => {
  const { page, web, pressed } = await openPage();
  await web.apiCall('chat.postMessage', { channel: ops, text: 'card', blocks: card });
  await page.getByRole('button', { name: 'Choose a service' }).click();
  await page.keyboard.type('wor');
  await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['worker']);
  await page.keyboard.press('Enter');
  await expect.poll(() => pressed).toEqual(['worker']);
  await page.getByRole('button', { name: 'worker' }).waitFor();
});

test('a channel is unread by posts and by replies that it shows too, not by edits and mere replies', async () => {
  const { page, web } = await openPage();
  const { general } = localIds;
  const unread = (count: number) => page.getByRole('button', { name: `general ${count} unread` }).waitFor();
  const { ts: thread_ts = '' } = await web.chat.postMessage({ channel: general, text: 'a task stopped' });
  await unread(1);
  await web.chat.update({ channel: general, ts: thread_ts, text: 'crash loop, 3 tasks stopped' });
  await web.chat.postMessage({ channel: general, text: 'a mere reply', thread_ts });
  const worse = { channel: general, text: 'worse', blocks: card as KnownBlock[], thread_ts };
  await web.chat.postMessage({ ...worse, reply_broadcast: true });
  await unread(2);
  await page.getByRole('button', { name: 'general 2 unread' }).click();
  const reply = page.locator('article.thread_broadcast');
  expect(await page.getByText('a mere reply').count()).toBe(0);
  expect(await reply.getByRole('button', { name: 'Stop task' }).count()).toBe(0);
  await reply.getByRole('button', { name: 'crash loop, 3 tasks stopped' }).click();
  await page.getByLabel('Thread').getByText('Also sent to the channel').waitFor();
  expect(await page.getByLabel('Thread').getByRole('button', { name: 'Stop task' }).count()).toBe(1);
});

test('edits happen in place, threads open, other channels count what is unread', async () => {
  const { page, web } = await openPage();
  const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'one *bold*' });
  await page.getByText('one bold').waitFor();
  await web.chat.update({ channel: ops, ts, text: 'two' });
  await page.getByText('two (edited)').waitFor();
  expect(await page.locator('.message').count()).toBe(1);
  await page.locator('.message').hover();
  await page.getByRole('button', { name: 'Reply in a thread' }).click();
  await page.getByRole('combobox', { name: 'Reply' }).fill('a reply');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '1 reply' }).waitFor();
  await web.chat.postMessage({ channel: localIds.general, text: 'elsewhere' });
  await page.getByRole('button', { name: 'general 1 unread' }).waitFor();
  await page.getByRole('button', { name: 'general' }).click();
  await page.getByText('elsewhere').waitFor();
  expect(await page.getByRole('button', { name: '1 unread' }).count()).toBe(0);
});

test('the viewer does not see what only the operator sees', async () => {
  const { page, web } = await openPage();
  await web.chat.postEphemeral({ channel: ops, user: localIds.operator, text: 'for Olivia' });
  await page.getByText('for Olivia').waitFor();
  await page.getByText('Viewer', { exact: true }).click();
  await page.getByText('for Olivia').waitFor({ state: 'detached' });
  await page.getByText('Operator', { exact: true }).click();
  await page.getByText('for Olivia').waitFor();
});

test('one may be anybody, those who may nothing are folded away; who is deactivated is nobody to be', async () => {
  const { page } = await openPage();
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });
  expect(await page.getByRole('radio').count()).toBe(4);
  await page.getByText('Deputy', { exact: true }).click();
  expect(await radio('Deputy').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Others' }).click();
  expect(await radio('Deactivated').isDisabled()).toBe(true);
  await page.getByText('From another workspace').click();
  await page.getByRole('button', { name: 'general' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'ops' }).waitFor();
});

test('what an admin makes of people shows at once', async () => {
  const { page } = await openPage();
  await page.getByRole('button', { name: 'People' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Dana Deputy' });
  await row.getByRole('checkbox', { name: '@on-call' }).click();
  await page.getByLabel('What Dana Deputy is').selectOption('Deactivated');
  await page.getByRole('radio', { name: 'Deputy' }).and(page.locator(':disabled')).waitFor();
  expect(await row.getByRole('checkbox').isChecked()).toBe(false);
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
});

test('the local ECS stands beside it, live', async () => {
  const { page, change } = await openPage();
  await page.getByRole('button', { name: 'Local ECS' }).click();
  await page.getByLabel('0a1b2c3d PENDING').waitFor();
  change('RUNNING');
  await page.getByLabel('0a1b2c3d RUNNING').waitFor();
  await page.getByText('1/1').waitFor();
});

test('what the app does not acknowledge is said beside the message', async () => {
  const { page, web } = await openPage();
  const blocks = [{ type: 'actions', elements: [{ type: 'button', text: plain('Go'), action_id: 'go' }] }];
  const { channel } = await web.conversations.open({ users: localIds.operator });
  await web.apiCall('chat.postMessage', { channel: channel?.id, text: 'x', blocks });
  await page.route('**/client/act', (route) => route.fulfill({ json: { failure: 'Operation timed out.' } }));
  await page.getByRole('button', { name: 'ECS Ops Bot' }).click();
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByRole('alert').getByText('Operation timed out.').waitFor();
});

test('a modal takes input, shows what is wrong, and closes once it is right', async () => {
  const answers: object[] = [{ response_action: 'errors', errors: { count: 'Give a number.' } }, {}];
  const { page, web, triggers, submitted } = await openPage({}, '/', () => answers.shift() ?? {});
  await web.apiCall('chat.postMessage', { channel: ops, text: 'card', blocks: card });
  await page.getByRole('button', { name: 'Choose a service' }).click();
  await page.keyboard.type('web');
  await page.keyboard.press('Enter');
  await expect.poll(() => triggers.length).toBe(1);
  const element = { type: 'plain_text_input' as const, action_id: 'n' };
  const blocks = [{ type: 'input' as const, block_id: 'count', label: plain('New count'), element }];
  const view = { type: 'modal' as const, title: plain('Scale web'), submit: plain('Scale'), blocks };
  await web.views.open({ trigger_id: triggers[0] ?? '', view });
  const dialog = page.getByRole('dialog', { name: 'Scale web' });
  await dialog.getByLabel('New count').fill('four');
  await dialog.getByRole('button', { name: 'Scale' }).click();
  await dialog.getByText('Give a number.').waitFor();
  await dialog.getByLabel('New count').fill('4');
  await dialog.getByRole('button', { name: 'Scale' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(submitted).toEqual(['four', '4']);
});

test('faults are set and cleared on the page', async () => {
  const { page, slack } = await openPage();
  await page.getByRole('button', { name: 'Faults' }).click();
  await page.getByLabel('Method').selectOption('chat.update');
  await page.locator('select[name=kind]').selectOption('rate_limited');
  await page.getByLabel('Calls').fill('3');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('chat.update: answers 429 × 3').waitFor();
  expect(slack.faults.list()).toMatchObject([{ method: 'chat.update', kind: 'rate_limited', calls: 3 }]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => slack.faults.list()).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'a phone shows everything within its width (%s)',
  async (colorScheme) => {
    const { page, web } = await openPage({ viewport: { width: 390, height: 844 }, colorScheme });
    const cell = (text: string) => ({ type: 'raw_text' as const, text });
    const row = ['service', 'desired', 'running', 'rollout', 'image tag', 'launch type'].map(cell);
    await web.chat.postMessage({
      channel: ops,
      text: 'wide',
      blocks: [{ type: 'data_table', caption: 'Services', rows: [row, row, row] }, ...plan('in_progress')],
    });
    await page.getByText('Healing').waitFor();
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('button', { name: 'general' }).click();
    await page.getByText('This is #general').waitFor();
    await page.getByRole('button', { name: 'Local ECS' }).click();
    await page.getByRole('complementary', { name: 'Local ECS' }).waitFor();
    expect(await overflow(page)).toBe(0);
  },
);

test('a permalink leads to its message, a link says who one is', async () => {
  const { page, web, slack } = await openPage();
  const { ts = '' } = await web.chat.postMessage({ channel: localIds.general, text: 'here it is' });
  const { permalink = '' } = await web.chat.getPermalink({ channel: localIds.general, message_ts: ts });
  await page.goto(permalink);
  await page.locator('.message--linked', { hasText: 'here it is' }).waitFor();
  await page.goto(`${slack.url}/?as=viewer`);
  expect(await page.getByRole('radio', { name: 'Viewer' }).isChecked()).toBe(true);
});

test('typing draws no message again, however many there are; a new one draws itself alone', async () => {
  const { page, web, slack } = await openPage();
  for (let count = 0; count < 100; count += 1) {
    await page.request.post(`${slack.url}/client/send`, {
      data: { user: localIds.operator, channel: ops, text: `message ${count}` },
    });
  }
  await page.getByText('message 99').waitFor();
  // Each message is drawn with its time.
  await page.evaluate(`{
    globalThis.drawn = 0;
    const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get() { globalThis.drawn += 1; return get.call(this); },
    });
  }`);
  const drawn = () => page.evaluate('drawn');
  await page.getByRole('combobox').focus();
  // What the last of the hundred still draws is over when two pictures of the screen draw none.
  await page.waitForFunction(`new Promise((resolve) => {
    globalThis.drawn = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(globalThis.drawn === 0)));
  })`);
  await page.keyboard.type('/ecs services shop');
  expect(await drawn()).toBe(0);
  await web.chat.postMessage({ channel: ops, text: 'one more' });
  await page.getByText('one more').waitFor();
  expect(await drawn()).toBeLessThan(10);
});

test('Enter sends a command that stands there whole, though a longer one begins like it', async () => {
  const { page } = await openPage();
  await page.getByRole('combobox').focus();
  await page.keyboard.type('/ecs service');
  expect(await page.getByRole('option', { selected: true }).innerText()).toMatch(/^service\b/);
  await page.keyboard.press('Enter');
  await page.locator('.typed', { hasText: '/ecs service' }).waitFor();
  expect(await page.getByRole('combobox').inputValue()).toBe('');
});

test('what Slack does not offer is marked as help of this page, and a Home tab is there only with the manifest’s leave', async () => {
  const { page } = await openPage();
  await page.getByRole('combobox').focus();
  await page.keyboard.type('/ec');
  await page.getByRole('option', { name: '/ecs' }).waitFor();
  expect(await page.getByText('Added by this page').count()).toBe(0);
  await page.keyboard.type('s s');
  await page.getByText('Added by this page').waitFor();
  await page.getByRole('button', { name: 'ECS Ops Bot' }).click();
  await page.getByText('Only the two of you read this').waitFor();
  expect(await page.getByRole('tab').count()).toBe(0);
});

test('a send that fails keeps the draft; a reload finds the channel and what was begun there', async () => {
  const { page } = await openPage();
  await page.getByRole('button', { name: 'general' }).click();
  const composer = page.getByRole('combobox', { name: 'Message #general' });
  await page.route('**/client/send', (route) => route.fulfill({ json: { error: 'Not now.' } }));
  await composer.fill('a long thought');
  await composer.press('Enter');
  await page.getByRole('alert').getByText('Not now.').waitFor();
  expect(await composer.inputValue()).toBe('a long thought');
  await page.reload();
  await composer.waitFor();
  expect(await composer.inputValue()).toBe('a long thought');
  await page.unroute('**/client/send');
  await composer.press('Enter');
  await page.getByRole('article').getByText('a long thought').waitFor();
  expect([await composer.inputValue(), await page.getByRole('alert').count()]).toEqual(['', 0]);
});

test('the focus stays where a message is edited, goes to its neighbour where it is deleted, and skips to the composer', async () => {
  const { page, web } = await openPage();
  const button = (text: string) => ({ type: 'button', text: plain(text), action_id: text });
  const blocks = (...texts: string[]) => [{ type: 'actions', elements: texts.map(button) }];
  const post = async (text: string, ...texts: string[]) => {
    const posted = await web.apiCall('chat.postMessage', { channel: ops, text, blocks: blocks(...texts) });
    return { ts: String((posted as { ts?: string }).ts) };
  };
  const [first, second] = [await post('first', 'Undo', 'Why'), await post('second', 'Go')];
  const focused = () => page.locator(':focus').innerText();
  await page.getByRole('button', { name: 'Why' }).focus();
  // Another button takes its place in the row: the focus stays with the one that it was on.
  await web.apiCall('chat.update', {
    channel: ops,
    ts: first.ts,
    text: 'first',
    blocks: blocks('Service', 'Undo', 'Why'),
  });
  await page.getByRole('button', { name: 'Service' }).waitFor();
  expect(await focused()).toBe('Why');
  // It is gone: the focus stays on the message, on no other button.
  await web.apiCall('chat.update', { channel: ops, ts: first.ts, text: 'first', blocks: blocks('Undo') });
  await page.getByRole('button', { name: 'Why' }).waitFor({ state: 'detached' });
  expect(await page.locator('article:focus').count()).toBe(1);
  await page.getByRole('button', { name: 'Go' }).focus();
  await web.chat.delete({ channel: ops, ts: second.ts });
  await page.getByRole('button', { name: 'Go' }).waitFor({ state: 'detached' });
  expect(await page.locator(':focus').getAttribute('data-ts')).toBe(first.ts);
  await page.keyboard.press('Escape');
  expect(await page.locator('textarea:focus').count()).toBe(1);
  await page.reload();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the message field');
  await page.keyboard.press('Enter');
  expect(await page.locator('textarea:focus').count()).toBe(1);
});
