import { expect, test } from 'vitest';
import { escapeTyped } from '../../../infra/local/slack/app-requests/slash-command.ts';
import { undoMarkup } from '../../../src/commands/line/dispatch.ts';

const workspace = {
  people: new Map([['U1', { id: 'U1', name: 'olivia' }]]),
  channels: new Map([['C1', { id: 'C1', name: 'ops' }]]),
} as unknown as Parameters<typeof escapeTyped>[1];

test.each([
  ['audit @olivia 24h', 'audit <@U1|olivia> 24h', 'audit U1 24h'],
  ['@Olivia', '<@U1|olivia>', 'U1'],
  ['watch #ops', 'watch <#C1|ops>', 'watch ops'],
  ['audit @nobody', 'audit @nobody', 'audit @nobody'],
  ['shop@olivia', 'shop@olivia', 'shop@olivia'],
  ['a <b> & &lt;', 'a &lt;b&gt; &amp; &amp;lt;', 'a <b> & &lt;'],
])('%s is sent as %s, and read as %s', (typed, sent, read) => {
  expect(escapeTyped(typed, workspace)).toBe(sent);
  expect(undoMarkup(sent)).toBe(read);
});
