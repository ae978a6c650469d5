import type { Browser, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { launchBrowser, picturesFolder } from './browser.ts';
import { startSeenWorld } from './seen-world.ts';

interface PageOptions {
  readonly world?: Parameters<typeof startSeenWorld>[0];
  readonly height?: number;
  readonly timeoutMs?: number;
  /** Behind the address of the local Slack. */
  readonly path?: string;
}

/** What a test file shares: a world, and a page that shows its Slack. There from the file's first hook on. */
export let world: Awaited<ReturnType<typeof startSeenWorld>>;
export let page: Page;

/** Tests that share `world` and `page`: opened before the first of them, closed after the last. */
export function pageTest(options: PageOptions = {}) {
  const test = base
    .extend('pageOptions', { scope: 'file' }, options)
    .extend('shared', { scope: 'file', auto: true }, async ({ pageOptions }, { onCleanup }) => {
      let browser: Browser | undefined;
      onCleanup(async () => {
        await browser?.close();
        await world.close();
      });
      world = await startSeenWorld(pageOptions.world);
      browser = await launchBrowser();
      page = await browser.newPage({ viewport: { width: 1200, height: pageOptions.height ?? 800 } });
      page.setDefaultTimeout(pageOptions.timeoutMs ?? 20_000);
      await page.goto(`${world.slack.url}${pageOptions.path ?? ''}`);
    });
  // In a hook, for it takes seconds that are not the first test's.
  test.beforeAll(() => {});
  return test;
}

/** The messages of the channel, whichever language the page is in. */
export const messages = () => page.getByRole('log', { name: /^(?:Messages|メッセージ)$/ });
export const lastMessage = () => messages().getByRole('article').last();
export const message = (text: RegExp) => messages().getByRole('article').filter({ hasText: text }).last();

export async function type(line: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: /Message|メッセージ/ });
  await composer.fill(line);
  await composer.press('Enter');
}

/** The picture is taken without a pointer over anything. */
export async function picture(name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${picturesFolder}${name}.png`, animations: 'disabled' });
}
