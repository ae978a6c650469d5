import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoment } from '../../../src/commands/line/moment.ts';

/** A Tuesday: 12:00 UTC, 13:00 in Berlin, 21:00 in Tokyo. */
const now = Date.UTC(2026, 10, 24, 12);

test.each<[string, string, string]>([
  ['13:30', 'Europe/Berlin', '2026-11-24T12:30:00Z'],
  ['13:00', 'Europe/Berlin', '2026-11-25T12:00:00Z'],
  ['9:00', 'Europe/Berlin', '2026-11-25T08:00:00Z'],
  ['Mon 09:00', 'Europe/Berlin', '2026-11-30T08:00:00Z'],
  ['monday 09:00', 'Asia/Tokyo', '2026-11-30T00:00:00Z'],
  ['Tue 22:00', 'Asia/Tokyo', '2026-11-24T13:00:00Z'],
  ['Tues 20:00', 'Asia/Tokyo', '2026-12-01T11:00:00Z'],
  ['tomorrow 00:00', 'America/New_York', '2026-11-25T05:00:00Z'],
  ['today 12:30', 'UTC', '2026-11-24T12:30:00Z'],
  ['2026-12-24 18:00', 'Europe/Berlin', '2026-12-24T17:00:00Z'],
  ['12:30', 'No/Where', '2026-11-24T12:30:00Z'],
])('%s in %s', (text, zone, iso) => {
  expect(readMoment(text, now, zone)).toBe(Date.parse(iso));
});

test.each([
  '',
  '9',
  '24:00',
  '12:60',
  'Mon',
  'mo 09:00',
  'noday 09:00',
  '2026-02-31 09:00',
  'Mon 09:00 CET',
  '24.12. 09:00',
])('%j is no time', (text) => {
  expect(readMoment(text, now, 'Europe/Berlin')).toBeUndefined();
});

test('an hour that a clock skips is the one after it, and of one that it repeats the second', () => {
  const spring = Date.UTC(2027, 2, 27, 12);
  expect(readMoment('Sun 02:30', spring, 'Europe/Berlin')).toBe(Date.UTC(2027, 2, 28, 1, 30));
  const autumn = Date.UTC(2026, 9, 24, 12);
  expect(readMoment('Sun 02:30', autumn, 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 1, 30));
  // Behind UTC, and by half an hour.
  const march = Date.UTC(2027, 2, 13, 12);
  expect(readMoment('Sun 02:30', march, 'America/New_York')).toBe(Date.UTC(2027, 2, 14, 7, 30));
  expect(readMoment('Sun 01:30', march, 'America/New_York')).toBe(Date.UTC(2027, 2, 14, 6, 30));
  expect(readMoment('Sun 03:00', march, 'America/New_York')).toBe(Date.UTC(2027, 2, 14, 7));
  const october = Date.UTC(2026, 9, 31, 12);
  expect(readMoment('Sun 01:30', october, 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 6, 30));
  expect(readMoment('Sun 02:00', october, 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 7));
  const april = Date.UTC(2027, 3, 3, 0);
  expect(readMoment('Sun 01:45', april, 'Australia/Lord_Howe')).toBe(Date.UTC(2027, 3, 3, 15, 15));
});

test('a day and a time are what the clock of the zone shows then, within a week from now', () => {
  const zones = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'Pacific/Chatham', 'Pacific/Apia', 'UTC'];
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  // Clocks change between one and four at night.
  const hours = fc.integer({ min: 5, max: 23 });
  const anyTime = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...days),
      hours,
      fc.nat(59),
      anyTime,
      (timeZone, day, hour, minute, at) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const found = readMoment(`${day} ${time}`, at, timeZone) ?? 0;
        const shown = new Intl.DateTimeFormat('en-GB', {
          timeZone,
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).format(found);
        expect(shown).toMatch(new RegExp(`^${day}.*${time}$`));
        expect(found).toBeGreaterThan(at);
        // A week may have an hour more.
        expect(found - at).toBeLessThanOrEqual(7 * 86_400_000 + 3_600_000);
      },
    ),
  );
});
