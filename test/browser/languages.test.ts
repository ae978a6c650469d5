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
  await page.goto(`${world.slack.url}/?as=yui`);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const message = (text: RegExp) =>
  page
    .getByRole('log', { name: /^(?:Messages|メッセージ)$/ })
    .getByRole('article')
    .filter({ hasText: text })
    .last();

async function type(line: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: /Message|メッセージ/ });
  await composer.fill(line);
  await composer.press('Enter');
}

test('whoever has their Slack in Japanese reads Japanese, in a font that has it', async () => {
  await type('/ecs language ja');
  await message(/Yui 由衣 さんの設定: このチャンネルへの投稿は日本語になります。/).waitFor();
  await type('/ecs service shop/web');
  await message(/サーキットブレーカー無効/).waitFor();
  await message(/昨日|今日/).waitFor();
  const fonts = await page.evaluate<string[]>(
    "document.fonts.ready.then((all) => [...all].filter(({ status }) => status === 'loaded').map(({ family }) => family))",
  );
  expect(fonts.some((family) => family.includes('Noto Sans JP'))).toBe(true);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${picturesFolder}japanese.png`, animations: 'disabled' });
});

test('a change from its card to its story', async () => {
  await type('/ecs scale shop/api 4');
  await message(/タスクを 2 個から 4 個にスケールしますか/)
    .getByRole('button', { name: '4 個にスケール' })
    .click();
  await message(/shop\/api : @Yui 由衣 さんがスケール 2 → 4/).waitFor();
  await page.screenshot({ path: `${picturesFolder}japanese-scaled.png`, animations: 'disabled' });
});
