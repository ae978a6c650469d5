import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../infra/local/start-world.ts';
import { launchBrowser } from './launch-browser.ts';

/** `npm run pictures` lets these stand in the docs; else they are only looked at when a test fails. */
const folder = fileURLToPath(
  new URL(
    process.env.PICTURES === 'docs' ? '../../docs/pictures/' : '../../.build/pictures/',
    import.meta.url,
  ),
);
const script = fileURLToPath(new URL('../../infra/hands-on/hands-on.ts', import.meta.url));

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  world = await startWorld({ speed: 10, seeds: 'none', processes: { loadBalancerPort: 0 } });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.setDefaultTimeout(30_000);
  await page.goto(world.slack.url);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const messages = () => page.getByRole('log', { name: 'Messages' });
const lastMessage = () => messages().getByRole('article').last();
const lesson = () =>
  messages()
    .getByRole('article')
    .filter({ hasText: /Learn(?:ed)? ECS by doing it|手を動かして学ぶ/ })
    .last();
/** The card of a step, by how it stands. */
const card = (title: string, state: 'pending' | 'in progress' | 'complete') =>
  lesson()
    .getByRole('listitem')
    .filter({ hasText: title })
    .filter({ has: page.getByRole('img', { name: state }) })
    .first();

async function type(line: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: /Message/ });
  await composer.fill(line);
  await composer.press('Enter');
}

/** Presses the lesson's button, and the one of the card that it leads to. */
async function press(button: string, confirm = button): Promise<void> {
  await lesson().getByRole('button', { name: button }).click();
  const asked = messages()
    .getByRole('article')
    .filter({ has: page.getByRole('button', { name: 'Cancel' }) })
    .last();
  await asked.getByRole('button', { name: confirm, exact: true }).click();
}

/** The picture is taken without a pointer over anything. */
async function picture(name: string, shown = lesson()): Promise<void> {
  await shown.evaluate('(message) => message.scrollIntoView({ block: "end" })');
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}

/** `npm run hands-on -- …` in a shell beside. */
async function shell(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, AWS_ENDPOINT_URL: world.aws.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  for (const output of [child.stdout, child.stderr]) output.on('data', (data) => written.push(String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(code, written.join('')).toBe(0);
  return written.join('');
}

/** `docker push`: locally no layers are taken, the manifest alone. */
async function push(repositoryName: string): Promise<void> {
  const ecr = new ECRClient({
    endpoint: world.aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'learner', secretAccessKey: 'local' },
  });
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config: {}, layers: [] });
  await ecr.send(new PutImageCommand({ repositoryName, imageTag: 'latest', imageManifest }));
}

test('steps 1 and 2 are read', async () => {
  await type('/ecs hands-on');
  await card('1. What containers solve', 'in progress').waitFor();
  await picture('hands-on');
  await lesson().getByRole('button', { name: 'Go on' }).click();
  await card('2. Image', 'in progress').waitFor();
  await picture('hands-on-image');
  await lesson().getByRole('button', { name: 'Go on' }).click();
  await card('3. Repository', 'in progress').waitFor();
});

test('step 3: a repository, and the pushed tag is noticed by itself', async () => {
  await press('Create repository');
  await lesson().getByRole('button', { name: 'Push commands' }).click();
  await lastMessage().getByText('docker push').first().waitFor();
  await push('hello-world');
  await card('3. Repository', 'complete').waitFor();
});

test('step 4: the network, from a shell; typed again, the lesson is at the bottom', async () => {
  await card('4. Network', 'in progress').waitFor();
  await shell('up', '--lesson');
  await type('/ecs hands-on');
  await card('4. Network', 'complete').waitFor();
  await messages().getByText('goes on in a newer message').waitFor();
});

test('steps 5 to 7: cluster, task definition, service', async () => {
  await press('Create cluster');
  await card('5. Cluster', 'complete').waitFor();
  await picture('hands-on-task-definition');
  await press('Register it', 'Register');
  await card('6. Task definition', 'complete').waitFor();
  await press('Create service');
  await card('7. Service', 'complete').waitFor();
});

test('step 8: a task is stopped, and heals', async () => {
  await press('Stop a task', 'Stop task');
  await card('8. Stop a task', 'complete')
    .getByText(/Healed in \d+ s/)
    .waitFor();
});

test('step 9: scaled out to 4', async () => {
  await press('Scale to 4');
  await card('9. Scale out to 4', 'complete').waitFor();
  // The lesson stands above all that was done by now: what comes next is told below.
  await lastMessage().getByText('10. Clean up').waitFor();
  await picture('hands-on-next', lastMessage());
});

test('step 10: cleaned up, with the proof', async () => {
  await press('Delete service');
  await lesson().getByRole('button', { name: 'Delete cluster' }).waitFor();
  await press('Delete cluster');
  await lesson().getByText('✓ gone: cluster hands-on').waitFor();
  await type('/ecs hands-on');
  await lastMessage().getByText('✓ gone: cluster hands-on').waitFor();
  await picture('hands-on-clean-up');
  await shell('down');
  await type('/ecs hands-on');
  await lesson().getByText('nothing of it is left').first().waitFor();
  await lesson().getByRole('button', { name: 'Start over' }).waitFor();
  await picture('hands-on-done');
}, 60_000);

test('another learner, in Japanese; it reads well on a phone', async () => {
  await page.goto(`${world.slack.url}/?as=yui`);
  await type('/ecs hands-on');
  await card('1. コンテナが解決すること', 'in progress').waitFor();
  await lesson().getByRole('button', { name: '次へ' }).click();
  await card('2. イメージ', 'in progress').waitFor();
  await picture('hands-on-ja');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture('hands-on-phone');
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
});
