import fc from 'fast-check';
import { expect } from 'vitest';
import { validateBlocks } from '../../infra/local/slack/block-kit/validate.ts';
import type { Message } from '../../src/views/blocks.ts';

/** What mark-up in angle brackets the bot itself writes; everything else came from outside and was not escaped. */
const ownMarkup =
  /<(?:!date\^\d+\^(?:\{date_short_pretty\} \{time\}|\{time_secs\})\|[\d :-]+ UTC|@U\w+|#C\w+|!subteam\^S\w+|https:\/\/[^<>|]+\|[^<>|]+)>/g;

/** Fails unless Slack takes the message, and unless nothing from outside became a mention, a link or a turned text. */
export function expectSafe({ text, blocks }: Message): void {
  expect(validateBlocks(blocks, 'message')).toEqual([]);
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThanOrEqual(4000);
  for (const mrkdwn of [text, ...mrkdwnOf(blocks)]) {
    expect(mrkdwn.replace(ownMarkup, '').replace(/^> /gm, '')).not.toMatch(
      /[<>]|[\u202A-\u202E\u2066-\u2069]/,
    );
    expect(mrkdwn).not.toMatch(/&(?!(?:amp|lt|gt);)/);
    expect(mrkdwn.isWellFormed()).toBe(true);
  }
}

/** Every text that Slack reads mark-up in; plain_text is shown as it is. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnOf);
}

/**
 * Texts that AWS or a person could hand to a view. Mentions, links and channels are of kinds that the bot never writes
 * (`W…`, `D…`, http), so that one that gets through can be told from the bot's own.
 */
export const hostileText = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<!here>',
    '<!everyone|x>',
    '<@W012345>',
    '<#D012345>',
    '<http://evil.example|shop/web>',
  ),
  fc.constantFrom(
    '`',
    '```',
    '*_~',
    '> quoted',
    '\n\n',
    '&',
    '&amp;',
    '&lt;',
    '<',
    '>',
    '|',
    '',
    ' ',
    '\u202e\u2066',
  ),
  fc.constantFrom(
    '😀',
    '👨‍👩‍👧',
    'שלום',
    'العربية',
    'e\u0301'.repeat(50),
    '\u0000',
    '\ud83d',
    '%{x}',
    '$&',
    '__proto__',
  ),
  fc.constantFrom(
    'x'.repeat(5000),
    '<'.repeat(5000),
    '&'.repeat(5000),
    '😀'.repeat(2500),
    '`<!channel>`'.repeat(400),
  ),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
);

/** What Slack itself vouches for: ids and links, which a view may write into mark-up. */
const trusted = new Set([
  ...['code', 'also', 'kind', 'why', 'level', 'type', 'check', 'became', 'shell'],
  ...[
    'operators',
    'asker',
    'askedBy',
    'decidedBy',
    'approvedBy',
    'setBy',
    'userId',
    'channel',
    'channelId',
    'askable',
  ],
]);

/** A copy of a value in which the texts that `next` answers stand in place of its own; undefined keeps one. */
export function makeHostile<Value>(value: Value, next: () => string | undefined): Value {
  if (typeof value === 'string') return (next() ?? value) as Value;
  if (Array.isArray(value)) return value.map((each) => makeHostile(each, next)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, trusted.has(key) ? each : makeHostile(each, next)]),
  ) as Value;
}
