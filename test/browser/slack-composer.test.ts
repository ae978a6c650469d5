import { expect, test } from 'vitest';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import { openPage, ops, shareBrowser } from '../helpers/slack-page.ts';

shareBrowser();

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

test('typing draws no message again, however many there are; a new one draws itself alone', async () => {
  const { page, web, slack } = await openPage();
  for (let count = 0; count < 100; count += 1) {
    await page.request.post(`${slack.url}/client/send`, {
      data: { user: localIds.operator, channel: ops, text: `message ${count}` },
    });
  }
  await page.getByText('message 99').waitFor();
  // Every half minute all are drawn again, for their relative dates.
  await page.clock.setFixedTime(Date.now());
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
  // What the last of the hundred still draws is over when twenty pictures of the screen draw none.
  await page.waitForFunction(`(async () => {
    globalThis.drawn = 0;
    for (let pictures = 0; pictures < 20; pictures += 1) await new Promise(requestAnimationFrame);
    return globalThis.drawn === 0;
  })()`);
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
