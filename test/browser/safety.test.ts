import { expect } from 'vitest';
import { lastMessage, message, messages, page, pageTest, picture, type } from '../helpers/page.ts';

const test = pageTest();

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
