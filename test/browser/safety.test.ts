import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../infra/local/world.ts';
import { launchBrowser, picturesFolder } from '../helpers/browser.ts';

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  world = await startWorld({ speed: 10 });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.setDefaultTimeout(20_000);
  await page.goto(world.slack.url);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const messages = () => page.getByRole('log', { name: 'Messages' });
const lastMessage = () => messages().getByRole('article').last();
const message = (text: RegExp) => messages().getByRole('article').filter({ hasText: text }).last();

async function type(line: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: /Message/ });
  await composer.fill(line);
  await composer.press('Enter');
}

/** The picture is taken without a pointer over anything. */
async function picture(name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${picturesFolder}${name}.png`, animations: 'disabled' });
}

test('a second person approves: the card stands in the channel, and names both in the end', async () => {
  await type('/ecs scale shop/web 15');
  const card = message(/asks to scale/);
  await card.getByRole('button', { name: 'Approve: scale to 15' }).waitFor();
  await picture('second-person');
  await card.getByRole('button', { name: 'Approve: scale to 15' }).click();
  await message(/somebody else has to approve it/).waitFor();

  await page.getByText('Deputy', { exact: true }).click();
  await card.getByRole('button', { name: 'Approve: scale to 15' }).click();
  await message(/asks to scale.*Approved by @Dana Deputy/s).waitFor();
  await message(/15 of 15 running/).waitFor();
  await picture('second-person-approved');
});

test('Undo stands on a change’s message and leads to a card', async () => {
  await page.getByText('Operator', { exact: true }).click();
  // Only the operator sees it; what is typed before the page has changed over is lost.
  await message(/somebody else has to approve it/).waitFor();
  await type('/ecs scale shop/api 4');
  await messages().getByRole('button', { name: 'Scale to 4' }).click();
  const story = message(/shop\/api: @Olivia Operator scaled 2 → 4/);
  await story.waitFor();
  await story.getByRole('button', { name: 'Undo' }).waitFor();
  await picture('undo');
  await story.getByRole('button', { name: 'Undo' }).click();
  await message(/Undo: scale shop\/api from 4 to 2 tasks/).waitFor();
  await messages().getByRole('button', { name: 'Scale to 2' }).click();
  await message(/@Olivia Operator undid a change, 4 → 2/).waitFor();
  // The change that was undone has its message still, without the offer.
  expect(await story.getByRole('button', { name: 'Undo' }).count()).toBe(0);
});

test('auto scaling is on the card, and whoami says by which grant', async () => {
  await type('/ecs scale media/encoder 8');
  await messages().getByRole('button', { name: 'Maximum to 8 too' }).waitFor();
  await picture('auto-scaling');
  await type('/ecs whoami');
  await lastMessage().getByText('What you may do').waitFor();
  await picture('whoami');
  await type('/ecs audit');
  await lastMessage().getByText('Dana Deputy').first().waitFor();
  await picture('audit');
});
