import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneTime } from '../../../infra/local/scheduler/schedules.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

test.each([
  ['2026-11-23T13:00:30', 'Europe/Berlin', '2026-11-23T12:00:30'],
  ['2026-07-01T13:00:00', 'Europe/Berlin', '2026-07-01T11:00:00'],
  ['2026-11-23T00:15:00', 'Asia/Kolkata', '2026-11-22T18:45:00'],
  // The first minute after the clocks went forward.
  ['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00'],
])('%s in %s is %s in UTC', (shown, zone, expected) => {
  expect(zoneTime(utc(shown), zone)).toBe(utc(expected));
});

test('in UTC every moment is itself', () => {
  const seconds = fc.integer({ min: 0, max: 4_102_444_800 });
  fc.assert(fc.property(seconds, (at) => zoneTime(at * 1000, 'UTC') === at * 1000));
});

test('clocks show what was asked for, but for the hour that a zone skips', () => {
  const zones = fc.constantFrom('America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Europe/London');
  const minutes = fc.integer({
    min: utc('2026-01-01T00:00:00') / 60_000,
    max: utc('2027-12-31T00:00:00') / 60_000,
  });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const at = zoneTime(minute * 60_000, zone);
      const text = new Date(at).toLocaleString('sv-SE', { timeZone: zone });
      const difference = Math.abs(utc(text.replace(' ', 'T')) - minute * 60_000);
      return difference === 0 || difference <= 3_600_000;
    }),
  );
});
