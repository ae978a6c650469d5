import { expect } from 'vitest';
import { botTest, talk } from '../helpers/virtual-bot.ts';

// What people type, paste and dictate, as Slack sends it, through the front door: it is read as it looks, or refused in a sentence.

const test = botTest();

const toFour = /Scale `shop\/web` from 3 to 4 tasks\?/;
const forTwoHours = /Scale `shop\/web` from 3 to 4 tasks for 2 h\?/;

test.each([
  ['scale shop/web 4', toFour],
  ['scale <http://shop/web|shop/web> 4', toFour],
  ['scale &lt;shop/web&gt; 4', toFour],
  ['scale “shop/web” 4.', toFour],
  ['“scale shop/web 4”', toFour],
  ['`scale shop/web 4`', toFour],
  ['*scale shop/web 4*', toFour],
  ['ＳＣＡＬＥ　ｓｈｏｐ／ｗｅｂ　４', toFour],
  ['/ecs scale shop/web 4', toFour],
  ['/ecs /ecs scale shop/web 4', toFour],
  ['Scale shop/web\t4\n', toFour],
  ['scale\nshop/web\n4', toFour],
  ['scale shop web to 4', toFour],
  ['scale shop/web 4️⃣', toFour],
  ['scale shop/web +１', toFour],
  ['scale shop/web 4 for 2 hours.', forTwoHours],
  ['scale shop/web 4 FOR ２時間', forTwoHours],
  ['scale shop/web ー1', /Scale `shop\/web` from 3 to 2 tasks\?/],
  ['scale shop/web 4²', /`4²` is not a count/],
  ['scale shop/web ½', /`½` is not a count/],
  ['scale shop/web ①', /`①` is not a count/],
  ['scale shop/web Ⅳ', /`Ⅳ` is not a count/],
  ['scale shop/web 4,5', /`4,5` is not a count/],
  ['scale shop/web 4 for 2²h', /not a time/],
  ['scale shop/web² 4', /no service `?shop\/web²/i],
  ['scale <!here> 4', /@here/],
  ['mute <!here> 2h', /@here/],
  ['mute <#C0LOCALDEV1|dev>² 2h', /dev²/],
  ['scalle shop/web 4', /no command|There is no/],
  ['stop shop/web', /stop-task/],
  ['scale shop/web 4\nscale shop/api 4', /`?scale`?.*too many|one word too many|usage/i],
  ['scale "shop/web 4', /quote/],
])('%j', async (line, answer) => {
  expect(talk.text(await talk.typed(line))).toMatch(answer);
});
