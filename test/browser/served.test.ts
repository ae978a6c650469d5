import { expect, test } from 'vitest';
import { realClock } from '../../infra/local/clock.ts';
import { startSlack } from '../../infra/local/slack/slack.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { askSteadily, startServedAccount } from '../helpers/served-account.ts';
import { waitFor } from '../helpers/wait-for.ts';

test('the local ECS shows who serves how much, and what a kill -9 costs', async () => {
  const account = await startServedAccount({ speed: 10 });
  const slack = await startSlack({
    port: 0,
    clock: realClock,
    teamId: 'T0LOCAL001',
    appId: 'A0LOCAL001',
    botToken: 'xoxb-local',
    signingSecret: 'x',
    requestUrl: 'http://127.0.0.1:1',
    slashCommands: [],
    completions: [],
    ecs: account.local,
  });
  const browser = await launchBrowser();
  const client = askSteadily(account.url, 50);
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(10_000);
    await page.goto(slack.url);
    await page.getByRole('button', { name: 'Local ECS' }).click();
    const panel = page.getByRole('complementary', { name: 'Local ECS' });
    const rows = panel.getByRole('table', { name: 'Requests served by hello-world' }).locator('tbody tr');
    await rows.nth(1).waitFor();
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([
        expect.stringMatching(/^\w{8}\s+\d+\s+\d+\s+\d+\s+200$/),
        expect.stringMatching(/^\w{8}\s+\d+\s+\d+\s+\d+\s+200$/),
      ]);
    expect(await panel.getByRole('link', { name: account.url.slice(7) }).getAttribute('href')).toBe(
      account.url,
    );

    const pid = Number(await rows.first().locator('td').nth(1).innerText());
    process.kill(pid, 'SIGKILL');
    await panel.getByText(/^\d+ × 502/).waitFor();
    await waitFor('a new process', async () => {
      const texts = await rows.allInnerTexts();
      return (
        texts.length === 2 &&
        !texts.join().includes(String(pid)) &&
        texts.every((text) => text.endsWith('200'))
      );
    });
  } finally {
    await client.stop();
    await browser.close();
    await slack.close();
    await account.close();
  }
});
