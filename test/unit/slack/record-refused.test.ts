import { expect, test } from 'vitest';
import { recordRefused } from '../../../src/slack/audit.ts';
import { startAudit } from '../../helpers/audit.ts';

const refused = async () => ({
  ...{ userId: 'U0VIEWER01', channelId: 'C0LOCAL0OPS', line: 'scale shop/web 9', why: 'noGrant' },
});
const delivery = {
  ...{ jobId: 'job-1', receivedAt: Date.parse('2026-01-05T10:00:00Z') },
  ...{ firstTry: true, lastTry: false },
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
