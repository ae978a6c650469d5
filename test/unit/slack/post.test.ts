import { WebAPIPlatformError } from '@slack/web-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainMessage, untilTaken } from '../../../src/slack/post.ts';
import { lineButton } from '../../../src/views/blocks.ts';

const texts = (text: string) =>
  plainMessage({ text, blocks: [] }).blocks.map(
    (block) => (block.type === 'section' && block.text?.text) || '',
  );

test.each(['&amp;', '&lt;', '&gt;', '<@U024BE7LR>', '<https://example.com/a?b=c|d>', '🟢'])(
  'a cut never falls into %s',
  (piece) => {
    for (let before = 2980; before < 3000; before += 1) {
      const parts = texts('x'.repeat(before) + piece.repeat(20));
      expect(parts.join('')).toBe('x'.repeat(before) + piece.repeat(20));
      for (const part of parts) expect(part.replaceAll(piece, '')).toMatch(/^x*$/);
    }
  },
);

test('no text is lost or too long, whatever it is', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('&amp;', '<@U1>', '<', '>', '&', '\n', '😀', 'x'.repeat(900)),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(pieces, (some) => {
      const text = some.join('');
      const parts = texts(text);
      expect(parts.join('')).toBe(text);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(3000);
    }),
  );
});

test('an opening bracket without an end takes no longer than any text', () => {
  const text = '<'.repeat(60_000);
  expect(texts(text).join('')).toBe(text);
});

test('a message grows no longer than Slack takes, and keeps its buttons', () => {
  const elements = [lineButton('Scale', 'scale shop/web 4', 'scale')];
  const button = { type: 'actions', elements } as const;
  const { text, blocks } = plainMessage({ text: 'x'.repeat(400_000), blocks: [button] });
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(blocks.at(-1)).toEqual(button);
});

test('a message that is refused goes out plainer and plainer, and no more than three times', async () => {
  const refuse = (error: string) => new WebAPIPlatformError({ ok: false, error } as never);
  const message = { text: 'all is well', blocks: [{ type: 'divider' } as const] };
  const sent: string[] = [];
  const refusing = (times: number) =>
    untilTaken(message, async ({ blocks }) => {
      sent.push(blocks.map(({ type }) => type).join(' '));
      if (sent.length <= times) throw refuse('invalid_blocks');
      return 'taken';
    });
  expect(await refusing(2)).toBe('taken');
  expect(sent).toEqual(['divider', 'section', '']);
  sent.length = 0;
  await expect(refusing(9)).rejects.toThrow('invalid_blocks');
  expect(sent).toHaveLength(3);
  sent.length = 0;
  await expect(
    untilTaken(message, async () => {
      sent.push('tried');
      throw refuse('channel_not_found');
    }),
  ).rejects.toThrow('channel_not_found');
  expect(sent).toHaveLength(1);
});
