import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Hours, isWithinHours, parseHours } from '../../../src/access/hours.ts';

const hours = (text: string): Hours => {
  const parsed = parseHours(text);
  if (!parsed) throw new Error(`${text} does not fit`);
  return parsed;
};
const within = (text: string, time: string) => isWithinHours(hours(text), Date.parse(time));

test.each([
  // 2026-11-23 is a Monday; Berlin is an hour ahead then.
  ['Mon-Fri 09:00-18:00 Europe/Berlin', '2026-11-23T08:00:00Z', true],
  ['Mon-Fri 09:00-18:00 Europe/Berlin', '2026-11-23T07:59:59Z', false],
  ['Mon-Fri 09:00-18:00 Europe/Berlin', '2026-11-23T17:00:00Z', false],
  ['Mon-Fri 09:00-18:00 Europe/Berlin', '2026-11-22T12:00:00Z', false],
  // In summer two.
  ['Mon-Fri 09:00-18:00 Europe/Berlin', '2026-07-06T07:00:00Z', true],
  // Over midnight: it belongs to the day on which it begins.
  ['Fri 22:00-06:00 UTC', '2026-11-28T05:59:00Z', true],
  ['Fri 22:00-06:00 UTC', '2026-11-27T05:59:00Z', false],
  ['Sun 22:00-06:00 UTC', '2026-11-23T01:00:00Z', true],
  ['Mon 00:00-00:00 UTC', '2026-11-23T23:59:00Z', true],
  ['Mon 00:00-24:00 UTC', '2026-11-23T23:59:00Z', true],
  ['Mon 00:00-24:00 UTC', '2026-11-24T00:00:00Z', false],
  ['09:00-10:00 Asia/Kolkata', '2026-11-22T03:30:00Z', true],
  ['Sat-Mon,Wed 00:00-24:00 UTC', '2026-11-25T03:30:00Z', true],
  ['Sat-Mon,Wed 00:00-24:00 UTC', '2026-11-24T03:30:00Z', false],
])('%s holds at %s: %s', (text, time, holds) => {
  expect(within(text, time)).toBe(holds);
});

test.each([
  ...[
    'Mon-Fri 9-18 Europe/Berlin',
    'Mon-Fri 09:00-18:00',
    '09:00-18:00 Europe/Atlantis',
    'Mon 24:00-02:00 UTC',
  ],
  ...['Mon 09:60-10:00 UTC', 'Mon 09:00-25:00 UTC', 'Mon-Tue-Wed 09:00-10:00 UTC', 'Mo 09:00-10:00 UTC', ''],
  ...['Mon, Tue 09:00-10:00 UTC', 'Mon 09:00-10:00 UTC please', '-Mon 09:00-10:00 UTC'],
])('no hours: %s', (text) => {
  expect(parseHours(text)).toBeUndefined();
});

test('hours and the hours of the rest of the day share no moment and leave none out', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const clock = (value: number) =>
    `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
  const property = fc.property(minute, minute, fc.nat(400 * 1440), (from, to, at) => {
    fc.pre(from !== to);
    const time = Date.parse('2026-01-01T00:00:00Z') + at * 60_000;
    const [one, other] = [`${clock(from)}-${clock(to)} UTC`, `${clock(to)}-${clock(from)} UTC`];
    expect(isWithinHours(hours(one), time)).toBe(!isWithinHours(hours(other), time));
  });
  fc.assert(property);
});
