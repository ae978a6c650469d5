import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, ops, plan, shareBrowser } from '../helpers/slack-page.ts';

shareBrowser();

/** Nothing may stick out of the window sideways. */
async function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

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
