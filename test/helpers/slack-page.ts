import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { EcsSnapshot } from '../../infra/local/ecs/snapshot.ts';
import { startSlack } from '../../infra/local/slack/slack.ts';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import { launchBrowser } from './browser.ts';

export const { ops } = localIds;
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
const confirm = {
  title: plain('Stop this task?'),
  text: plain('ECS replaces it.'),
  confirm: plain('Yes, stop it'),
};
export const card = [
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

/** Gives the file that calls it a browser, in which `openPage` opens. */
export function shareBrowser(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
}

/** A world whose bot answers commands with the card and a press with a message that it then edits. */
export async function openPage(
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

export function plan(status: 'in_progress' | 'complete') {
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
