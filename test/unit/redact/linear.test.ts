import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { maskLines } from '../../../src/aws/logs.ts';
import { formats } from '../../../src/redact/known-formats.ts';
import { secretSpans } from '../../../src/redact/redact.ts';
import { processorMs } from '../../helpers/processor-time.ts';
import { withoutSecrets, withSecrets } from '../../helpers/secrets-corpus.ts';

const source = new URL('../../../src/', import.meta.url);

/** Every regular expression that stands in `src`, and the masks' own that are put together. */
const patterns = [
  ...readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      literalsOf(readFileSync(new URL(file, source), 'utf8')).map((pattern) => ({ file, pattern })),
    ),
  ...formats.map((pattern) => ({ file: 'redact/known-formats.ts', pattern })),
];

function literalsOf(text: string): RegExp[] {
  const found: RegExp[] = [];
  JSON.stringify(parseSync('a.ts', text).program, (_, value) => {
    if (value?.type === 'Literal' && value.regex)
      found.push(new RegExp(value.regex.pattern, value.regex.flags));
    return value;
  });
  return found;
}

/** What a pattern may choke on: its own words and signs, alone and after one another. */
function pumps({ source: pattern }: RegExp): string[] {
  const words = pattern.replace(/\\u[0-9a-f]{4}|\\[a-zA-Z]|\(\?<\w+>/g, ' ').match(/[A-Za-z]{2,}/g) ?? [];
  const signs = pattern.replace(/\\[a-zA-Z]/g, ' ').match(/[^\w\s]/g) ?? [];
  const pieces = [...new Set([...words.slice(0, 8), ...signs, 'a', 'A', '1', ' ', '\n', '\\', '"', "'"])];
  const first = words[0] ?? 'a';
  return [...pieces, ...pieces.flatMap((piece) => [`a${piece}`, `${first} ${piece}`])];
}

/** Whether four times the text takes far more than four times as long. */
function isSuperlinear(
  run: (text: string) => void,
  text: (length: number) => string,
  length: number,
): boolean {
  const short = text(length);
  // What takes so little takes less than 20 ms at four times the length, even where time grows by the cube.
  if (64 * processorMs(() => run(short)) < 20) return false;
  const long = text(4 * length);
  // Sums of as much work: what a busy machine adds is in both. Four where time grows by the square, one where it does not.
  const took = { short: 0, long: 0 };
  for (let tries = 0; tries < 4; tries++) {
    const once = processorMs(() => run(long));
    if (once < 20) return false;
    took.long += once;
    took.short += processorMs(() => {
      for (let times = 0; times < 4; times++) run(short);
    });
    if (took.long < 1.5 * took.short) return false;
  }
  return took.long > 2 * took.short;
}

const repeated =
  (pump: string, before = '', after = '') =>
  (length: number) =>
    before + pump.repeat(Math.ceil(length / pump.length)) + after;
/** As the masks use them: from one match to the next; one that matches nothing goes on by a sign. */
function walk(pattern: RegExp) {
  const global = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
  return (text: string) => {
    for (const _ of text.matchAll(global));
  };
}

test('the measure finds what is quadratic', () => {
  expect(isSuperlinear(walk(/a+b/), repeated('a'), 3000)).toBe(true);
  expect(isSuperlinear(walk(/key.*value/), repeated('key'), 4000)).toBe(true);
  expect(isSuperlinear(walk(/(?<!a)a+b/), repeated('a'), 3000)).toBe(false);
});

test.each(patterns.map(({ file, pattern }) => [file, pattern] as const))('%s: %s is linear', (_, pattern) => {
  const run = walk(pattern);
  const slow = pumps(pattern).filter((pump) => isSuperlinear(run, repeated(pump, '', '\u0000'), 4000));
  expect(slow).toEqual([]);
});

/** Beginnings of every notation, none of which ends. */
const beginnings = withSecrets.flatMap(({ text, secrets }) => {
  const at = text.indexOf(secrets[0] ?? '');
  return [text.slice(0, at), text.slice(0, at + 3)];
});
const signs = [
  '"',
  "'",
  '\\',
  '\\"',
  '\\\\\\"',
  '`',
  '%22',
  '&quot;',
  '=',
  ': ',
  ',',
  '&',
  '{',
  '[',
  '(',
  '<',
  '\n',
  ' ',
];

test('no known form takes long on its own beginning before the words of another', () => {
  const wordsOf = ({ source: pattern }: RegExp) => pattern.match(/[A-Za-z]{4,}(?:\\?[(./][A-Za-z]+)*/g) ?? [];
  const others = formats.slice(1).flatMap((pattern) => (wordsOf(pattern)[0] ?? 'a').replaceAll('\\', ''));
  for (const pattern of formats.slice(1)) {
    for (const first of wordsOf(pattern).slice(0, 3)) {
      for (const other of [...others, '-----BEGIN PRIVATE KEY-----']) {
        const text = repeated(`${first}(${other}/a/`)(10_000);
        const least = () => Math.min(...[1, 2, 3].map(() => processorMs(() => walk(pattern)(text))));
        if (processorMs(() => walk(pattern)(text)) > 80)
          expect(least(), `${first}(${other}`).toBeLessThan(80);
      }
    }
  }
}, 300_000);

/** A value that stands before its name is read to its end for each name in it. */
const valuesFirst = [
  'value:string(',
  'value=',
  'value:--string(',
  'val: (',
  '"value":{',
  'aValue=`',
  "value='",
];

test('no notation, repeated to 20,000 characters, takes far longer than as many ordinary ones', () => {
  const run = (text: string) => () => void secretSpans(text, () => 0);
  const ordinary = withoutSecrets.join('\n').repeat(2).slice(0, 20_000);
  const usual = Math.min(...[1, 2, 3, 4, 5].map(() => processorMs(run(ordinary))));
  const slow = [...new Set([...beginnings, ...valuesFirst])].filter((pump) => {
    if (pump === '') return false;
    const ms = (length: number) => processorMs(run(repeated(pump)(length)));
    // What takes so little at a part of the length stays below the limit even where time grows by the square.
    if (16 * ms(5_000) < 6 * usual || 4 * ms(10_000) < 6 * usual) return false;
    return [1, 2, 3].every(() => ms(20_000) > 6 * usual);
  });
  expect(slow).toEqual([]);
}, 300_000);

test('a text whose values would be read over and over is given up by its length, not by a clock', () => {
  const clock = () => 0;
  expect(secretSpans(repeated('value:string(')(20_000), clock)).toBeUndefined();
  expect(secretSpans(withSecrets.map(({ text }) => text).join('\n'), clock)).toBeDefined();
  expect(secretSpans(repeated('{"value":"x y","name":"DB_PASSWORD"},\n')(90_000), clock)).toBeDefined();
});

test('the whole mask is linear on repeated beginnings, nested quotes and backslashes', () => {
  const part = fc.oneof(
    fc.constantFrom(...beginnings, ...valuesFirst),
    fc.constantFrom(...signs),
    fc.string({ maxLength: 4 }),
  );
  const pump = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('') || 'a');
  fc.assert(
    fc.property(
      pump,
      (text) => !isSuperlinear((all) => void secretSpans(all, () => 0), repeated(text), 5_000),
    ),
    { numRuns: 100 },
  );
}, 300_000);

test.each(['\\', '"', 'password=', 'password="', "token: '", 'key="password" ', 'a://b:'])(
  'a million characters of %j in one log line are read at once',
  (pump) => {
    const message = repeated(pump)(1_000_000);
    let lines: unknown[] = [];
    expect(processorMs(() => (lines = maskLines([{ at: 1, message }])))).toBeLessThan(1000);
    expect(JSON.stringify(lines).length).toBeLessThan(1200);
  },
);
