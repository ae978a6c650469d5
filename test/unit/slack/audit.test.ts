import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en/index.ts';
import { recordRefused, toldAudit } from '../../../src/slack/audit.ts';
import type { ChannelNotice } from '../../../src/task-events/incoming.ts';
import { sampleIntent, startAudit } from '../../helpers/audit.ts';

const refused = async () => ({
  userId: 'U0VIEWER01',
  channelId: 'C0LOCAL0OPS',
  line: 'scale shop/web 9',
  why: 'noGrant',
});
const delivery = {
  jobId: 'job-1',
  receivedAt: Date.parse('2026-01-05T10:00:00Z'),
  firstTry: true,
  lastTry: false,
};
const logger = () => {
  const lines: string[] = [];
  const log = (message: unknown, ..._extra: unknown[]) => void lines.push(String(message));
  return { lines, info: log, warn: log, error: log };
};

test('a job that comes again records its refusal once, at the time of its request', async () => {
  const { audit } = await startAudit();
  await recordRefused(refused, delivery, { audit, logger: logger() });
  await recordRefused(refused, { ...delivery, lastTry: true }, { audit, logger: logger() });
  const { entries } = await audit.entries({
    since: 0,
    until: Date.parse('2026-01-06'),
    target: 'x',
    most: 9,
  });
  expect(entries).toEqual([]);
  const found = await audit.entries({ since: delivery.receivedAt, until: delivery.receivedAt, most: 9 });
  expect(found.entries).toMatchObject([
    { kind: 'refused', refused: { jobId: 'job-1', at: '2026-01-05T10:00:00.000Z', why: 'noGrant' } },
  ]);
});

test('what can’t be written is tried again, and at last an error in the log', async () => {
  const { audit } = await startAudit();
  const broken = {
    ...audit,
    putRefused: async () => {
      throw new Error('ProvisionedThroughputExceededException');
    },
  };
  const log = logger();
  await expect(recordRefused(refused, delivery, { audit: broken, logger: log })).rejects.toThrow();
  await recordRefused(refused, { ...delivery, lastTry: true }, { audit: broken, logger: log });
  expect(log.lines).toEqual(['A refusal was not recorded']);
});

const intent = sampleIntent('2026-01-05T10:00:00.000Z');
const { id } = intent.card;
const applied = { result: 'applied', at: '2026-01-05T10:00:01.000Z' } as const;

async function start(channel: string, fail?: Error) {
  const { audit: store } = await startAudit();
  const notices: ChannelNotice[] = [];
  const lines: { level: string; message: string }[] = [];
  const log =
    (level: string) =>
    (message: unknown, ..._extra: unknown[]) =>
      void lines.push({ level, message: String(message) });
  const audit = toldAudit(store, {
    channel,
    async notify(notice) {
      if (fail) throw fail;
      notices.push(notice);
    },
    channelMessages: async () => en,
    logger: { info: log('info'), error: log('error') },
  });
  return { audit, notices, lines };
}

test('a record that was there before is no second line; the channel is asked again, for the same notice', async () => {
  const { audit, notices, lines } = await start('C0AUDIT001');
  expect([await audit.putIntent(intent), await audit.putIntent(intent)]).toEqual([true, false]);
  const later = { result: 'failed', at: '2026-01-05T10:00:09.000Z' } as const;
  expect([await audit.putOutcome(id, applied), await audit.putOutcome(id, later)]).toEqual([true, false]);
  expect(lines).toHaveLength(2);
  expect(notices).toHaveLength(2);
  expect(notices[1]).toEqual(notices[0]);
  expect(notices[0]?.message.text).toMatch(/applied$/);
});

test('without a channel nobody is told', async () => {
  const { audit, notices, lines } = await start('');
  await audit.putIntent(intent);
  await audit.putOutcome(id, applied);
  expect(notices).toEqual([]);
  expect(lines).toHaveLength(2);
});

test('a queue that takes nothing is an error in the log, and fails no change', async () => {
  const { audit, lines } = await start('C0AUDIT001', new Error('no queue'));
  await audit.putIntent(intent);
  expect(await audit.putOutcome(id, applied)).toBe(true);
  expect(await audit.getOutcome(id)).toEqual(applied);
  expect(lines.at(-1)).toEqual({ level: 'error', message: 'The audit channel was not told' });
});
