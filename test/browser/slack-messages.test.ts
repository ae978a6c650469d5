import type { KnownBlock } from '@slack/web-api';
import { expect, test } from 'vitest';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import { card, openPage, ops, plain, shareBrowser } from '../helpers/slack-page.ts';

shareBrowser();

test('a menu is searched and chosen from by keyboard', async () => {
  const { page, web, pressed } = await openPage();
  await web.apiCall('chat.postMessage', { channel: ops, text: 'card', blocks: card });
  await page.getByRole('button', { name: 'Choose a service' }).click();
  await page.keyboard.type('wor');
  await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['worker']);
  await page.keyboard.press('Enter');
  await expect.poll(() => pressed).toEqual(['worker']);
  await page.getByRole('button', { name: 'worker' }).waitFor();
});

test('a channel is unread by posts and by replies that it shows too, not by edits and mere replies', async () => {
  const { page, web } = await openPage();
  const { general } = localIds;
  const unread = (count: number) => page.getByRole('button', { name: `general ${count} unread` }).waitFor();
  const { ts: thread_ts = '' } = await web.chat.postMessage({ channel: general, text: 'a task stopped' });
  await unread(1);
  await web.chat.update({ channel: general, ts: thread_ts, text: 'crash loop, 3 tasks stopped' });
  await web.chat.postMessage({ channel: general, text: 'a mere reply', thread_ts });
  const worse = { channel: general, text: 'worse', blocks: card as KnownBlock[], thread_ts };
  await web.chat.postMessage({ ...worse, reply_broadcast: true });
  await unread(2);
  await page.getByRole('button', { name: 'general 2 unread' }).click();
  const reply = page.locator('article.thread_broadcast');
  expect(await page.getByText('a mere reply').count()).toBe(0);
  expect(await reply.getByRole('button', { name: 'Stop task' }).count()).toBe(0);
  await reply.getByRole('button', { name: 'crash loop, 3 tasks stopped' }).click();
  await page.getByLabel('Thread').getByText('Also sent to the channel').waitFor();
  expect(await page.getByLabel('Thread').getByRole('button', { name: 'Stop task' }).count()).toBe(1);
});

test('edits happen in place, threads open, other channels count what is unread', async () => {
  const { page, web } = await openPage();
  const { ts = '' } = await web.chat.postMessage({ channel: ops, text: 'one *bold*' });
  await page.getByText('one bold').waitFor();
  await web.chat.update({ channel: ops, ts, text: 'two' });
  await page.getByText('two (edited)').waitFor();
  expect(await page.locator('.message').count()).toBe(1);
  await page.locator('.message').hover();
  await page.getByRole('button', { name: 'Reply in a thread' }).click();
  await page.getByRole('combobox', { name: 'Reply' }).fill('a reply');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '1 reply' }).waitFor();
  await web.chat.postMessage({ channel: localIds.general, text: 'elsewhere' });
  await page.getByRole('button', { name: 'general 1 unread' }).waitFor();
  await page.getByRole('button', { name: 'general' }).click();
  await page.getByText('elsewhere').waitFor();
  expect(await page.getByRole('button', { name: '1 unread' }).count()).toBe(0);
});

test('the viewer does not see what only the operator sees', async () => {
  const { page, web } = await openPage();
  await web.chat.postEphemeral({ channel: ops, user: localIds.operator, text: 'for Olivia' });
  await page.getByText('for Olivia').waitFor();
  await page.getByText('Viewer', { exact: true }).click();
  await page.getByText('for Olivia').waitFor({ state: 'detached' });
  await page.getByText('Operator', { exact: true }).click();
  await page.getByText('for Olivia').waitFor();
});

test('what the app does not acknowledge is said beside the message', async () => {
  const { page, web } = await openPage();
  const blocks = [{ type: 'actions', elements: [{ type: 'button', text: plain('Go'), action_id: 'go' }] }];
  const { channel } = await web.conversations.open({ users: localIds.operator });
  await web.apiCall('chat.postMessage', { channel: channel?.id, text: 'x', blocks });
  await page.route('**/client/act', (route) => route.fulfill({ json: { failure: 'Operation timed out.' } }));
  await page.getByRole('button', { name: 'ECS Ops Bot' }).click();
  await page.getByRole('button', { name: 'Go' }).click();
  await page.getByRole('alert').getByText('Operation timed out.').waitFor();
});

test('a modal takes input, shows what is wrong, and closes once it is right', async () => {
  const answers: object[] = [{ response_action: 'errors', errors: { count: 'Give a number.' } }, {}];
  const { page, web, triggers, submitted } = await openPage({}, '/', () => answers.shift() ?? {});
  await web.apiCall('chat.postMessage', { channel: ops, text: 'card', blocks: card });
  await page.getByRole('button', { name: 'Choose a service' }).click();
  await page.keyboard.type('web');
  await page.keyboard.press('Enter');
  await expect.poll(() => triggers.length).toBe(1);
  const element = { type: 'plain_text_input' as const, action_id: 'n' };
  const blocks = [{ type: 'input' as const, block_id: 'count', label: plain('New count'), element }];
  const view = { type: 'modal' as const, title: plain('Scale web'), submit: plain('Scale'), blocks };
  await web.views.open({ trigger_id: triggers[0] ?? '', view });
  const dialog = page.getByRole('dialog', { name: 'Scale web' });
  await dialog.getByLabel('New count').fill('four');
  await dialog.getByRole('button', { name: 'Scale' }).click();
  await dialog.getByText('Give a number.').waitFor();
  await dialog.getByLabel('New count').fill('4');
  await dialog.getByRole('button', { name: 'Scale' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(submitted).toEqual(['four', '4']);
});

test('a permalink leads to its message, a link says who one is', async () => {
  const { page, web, slack } = await openPage();
  const { ts = '' } = await web.chat.postMessage({ channel: localIds.general, text: 'here it is' });
  const { permalink = '' } = await web.chat.getPermalink({ channel: localIds.general, message_ts: ts });
  await page.goto(permalink);
  await page.locator('.message--linked', { hasText: 'here it is' }).waitFor();
  await page.goto(`${slack.url}/?as=viewer`);
  expect(await page.getByRole('radio', { name: 'Viewer' }).isChecked()).toBe(true);
});

test('the focus stays where a message is edited, goes to its neighbour where it is deleted, and skips to the composer', async () => {
  const { page, web } = await openPage();
  const button = (text: string) => ({ type: 'button', text: plain(text), action_id: text });
  const blocks = (...texts: string[]) => [{ type: 'actions', elements: texts.map(button) }];
  const post = async (text: string, ...texts: string[]) => {
    const posted = await web.apiCall('chat.postMessage', { channel: ops, text, blocks: blocks(...texts) });
    return { ts: String((posted as { ts?: string }).ts) };
  };
  const [first, second] = [await post('first', 'Undo', 'Why'), await post('second', 'Go')];
  const focused = () => page.locator(':focus').innerText();
  await page.getByRole('button', { name: 'Why' }).focus();
  // Another button takes its place in the row: the focus stays with the one that it was on.
  await web.apiCall('chat.update', {
    channel: ops,
    ts: first.ts,
    text: 'first',
    blocks: blocks('Service', 'Undo', 'Why'),
  });
  await page.getByRole('button', { name: 'Service' }).waitFor();
  expect(await focused()).toBe('Why');
  // It is gone: the focus stays on the message, on no other button.
  await web.apiCall('chat.update', { channel: ops, ts: first.ts, text: 'first', blocks: blocks('Undo') });
  await page.getByRole('button', { name: 'Why' }).waitFor({ state: 'detached' });
  expect(await page.locator('article:focus').count()).toBe(1);
  await page.getByRole('button', { name: 'Go' }).focus();
  await web.chat.delete({ channel: ops, ts: second.ts });
  await page.getByRole('button', { name: 'Go' }).waitFor({ state: 'detached' });
  expect(await page.locator(':focus').getAttribute('data-ts')).toBe(first.ts);
  await page.keyboard.press('Escape');
  expect(await page.locator('textarea:focus').count()).toBe(1);
  await page.reload();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the message field');
  await page.keyboard.press('Enter');
  expect(await page.locator('textarea:focus').count()).toBe(1);
});
