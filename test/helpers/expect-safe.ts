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
