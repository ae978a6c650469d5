import { expect } from 'vitest';
import { runHandsOn } from '../helpers/hands-on-shell.ts';
import { lastMessage, messages, page, pageTest, picture, type, world } from '../helpers/page.ts';

const test = pageTest({
  world: { seeds: 'none' },
  height: 900,
  timeoutMs: 30_000,
});

const lesson = () =>
  messages()
    .getByRole('article')
    .filter({ hasText: /Learn(?:ed)? ECS by doing it|手を動かして学ぶ/ })
    .last();
/** The card of a step, by how it stands. */
const card = (title: string, state: 'pending' | 'in progress' | '進行中' | 'complete') =>
  lesson()
    .getByRole('listitem')
    .filter({ hasText: title })
    .filter({ has: page.getByRole('img', { name: state }) })
    .first();

/** Presses the lesson's button, and the one of the card that it leads to. */
async function press(button: string, confirm = button): Promise<void> {
  await lesson().getByRole('button', { name: button }).click();
  const asked = messages()
    .getByRole('article')
    .filter({ has: page.getByRole('button', { name: /^(?:Cancel|キャンセル)$/ }) })
    .last();
  await asked.getByRole('button', { name: confirm, exact: true }).click();
}

async function pictureOf(name: string, shown = lesson()): Promise<void> {
  await shown.evaluate('(message) => message.scrollIntoView({ block: "end" })');
  await picture(name);
}

/**
 * What reads as a sentence in English, wherever it stands for a person: in texts outside of code, labels, hints. A channel's topic is
 * its people's, and so are the messages from before.
 */
const englishOnThePage = (since: string) =>
  page.evaluate<string[]>(`(() => {
    const found = [];
    const skipped = 'code, pre, noscript, style, script, .header__title p';
    const isOld = (at) => (at.closest('article')?.dataset.ts ?? '9') < '${since}';
    const isEnglish = (text) => /(?:[A-Za-z][a-z]+[ ,.]+){2}[a-z]{2,}/.test(text);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement: at, data } = walk.currentNode;
      if (!at.closest(skipped) && !isOld(at) && isEnglish(data)) found.push(data.trim());
    }
    for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = each.getAttribute(name) ?? '';
        if (!isOld(each) && isEnglish(text)) found.push(name + ': ' + text);
      }
    }
    return found;
  })()`);

test('steps 1 and 2 are read', async () => {
  await type('/ecs hands-on');
  await card('1. What containers are for', 'in progress').waitFor();
  await pictureOf('hands-on');
  await lesson().getByRole('button', { name: 'Go on' }).click();
  await card('2. Image', 'in progress').waitFor();
  await pictureOf('hands-on-image');
  await lesson().getByRole('button', { name: 'Go on' }).click();
  await card('3. Repository', 'in progress').waitFor();
});

test('step 3: a repository, and the pushed tag is noticed by itself', async () => {
  await press('Create repository');
  await lesson().getByRole('button', { name: 'Push commands' }).click();
  await lastMessage().getByText('docker push').first().waitFor();
  // Without Docker and without a shell: the page has a button of its own, and says so.
  await lesson().getByText('Added by this page, in place of Docker').waitFor();
  await lesson().getByRole('button', { name: 'Push it here' }).click();
  await card('3. Repository', 'complete').waitFor();
});

test('step 4: the network, from a shell; typed again, the lesson is at the bottom', async () => {
  await card('4. Network', 'in progress').waitFor();
  expect(await runHandsOn(world.client, 'up', '--lesson')).toBe(0);
  await type('/ecs hands-on');
  await card('4. Network', 'complete').waitFor();
  await messages().getByText('continues in a newer message').waitFor();
});

test('steps 5 to 7: cluster, task definition, service', async () => {
  await press('Create cluster');
  await card('5. Cluster', 'complete').waitFor();
  await pictureOf('hands-on-task-definition');
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
  await pictureOf('hands-on-next', lastMessage());
});

test('step 10: cleaned up, with the proof', async () => {
  await press('Delete service');
  await lesson().getByRole('button', { name: 'Delete cluster' }).waitFor();
  await press('Delete cluster');
  await lesson().getByText('✓ gone: cluster hands-on').waitFor();
  await type('/ecs hands-on');
  await lastMessage().getByText('✓ gone: cluster hands-on').waitFor();
  await pictureOf('hands-on-clean-up');
  expect(await runHandsOn(world.client, 'down')).toBe(0);
  await type('/ecs hands-on');
  await lesson().getByText('nothing is left').first().waitFor();
  await lesson().getByRole('button', { name: 'Start over' }).waitFor();
  await pictureOf('hands-on-done');
}, 60_000);

test('another learner, in Japanese; it reads well on a phone', async () => {
  await page.goto(`${world.slack.url}/?as=yui`);
  const since = (world.now() / 1000).toFixed(6);
  // What the channel hears is in the channel's language, as the lesson's first lines say.
  await type('/ecs language ja');
  await messages().getByText('このチャンネルへの投稿は日本語になります').waitFor();
  await type('/ecs hands-on');
  await card('1. コンテナが解決すること', '進行中').waitFor();
  expect(await englishOnThePage(since)).toEqual([]);
  await lesson().getByRole('button', { name: '次へ' }).click();
  await card('2. イメージ', '進行中').waitFor();
  await lesson().getByRole('button', { name: '次へ' }).click();
  await card('3. リポジトリ', '進行中').waitFor();
  await press('リポジトリを作成');
  await lesson().getByRole('button', { name: 'ここでプッシュ' }).waitFor();
  await page.getByRole('combobox', { name: /メッセージ/ }).fill('/ecs ');
  await page.getByText('このページの補助機能です').waitFor();
  await page.getByRole('button', { name: 'ローカル ECS', exact: true }).click();
  expect(await englishOnThePage(since)).toEqual([]);
  await page.getByRole('button', { name: 'ローカル ECS', exact: true }).click();
  await pictureOf('hands-on-ja');
  await page.setViewportSize({ width: 390, height: 844 });
  await pictureOf('hands-on-phone');
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
});
