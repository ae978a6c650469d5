import fc from 'fast-check';

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
