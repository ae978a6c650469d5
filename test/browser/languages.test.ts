import { expect } from 'vitest';
import { message, page, pageTest, picture, type } from '../helpers/page.ts';

const test = pageTest({ path: '/?as=yui' });

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
  await picture('japanese');
});

test('a change from its card to its story', async () => {
  await type('/ecs scale shop/api 4');
  await message(/タスクを 2 個から 4 個にスケールしますか/)
    .getByRole('button', { name: '4 個にスケール' })
    .click();
  await message(/shop\/api : @Yui 由衣 さんがスケール 2 → 4/).waitFor();
  await picture('japanese-scaled');
});
