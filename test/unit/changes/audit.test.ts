import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { changeStore } from '../../../src/changes/audit.ts';
import type { Refused } from '../../../src/changes/card.ts';
import { sampleIntent, startAudit } from '../../helpers/audit.ts';

const at = (text: string) => Date.parse(text);
const all = { since: at('2026-01-01T00:00:00Z'), until: at('2026-01-08T00:00:00Z'), most: 100 };
const refused = (iso: string, over: Partial<Refused> = {}): Refused => ({
  userId: 'U0MALLORY',
  channelId: 'C0LOCAL0OPS',
  line: 'scale shop/web 9',
  target: 'shop/web',
  why: 'mayNotChange',
  jobId: `job ${iso}`,
  at: iso,
  ...over,
});

test('an intent, an outcome and a refusal are written once; the first stays', async () => {
  const { audit, table } = await startAudit();
  const store = changeStore(table, audit, Date.now);
  const intent = sampleIntent('2026-01-05T10:00:00.000Z');
  const { id } = intent.card;
  expect(await store.getIntent(id)).toBeUndefined();
  expect(await store.putIntent(intent)).toBe(true);
  expect(await store.putIntent({ ...intent, jobId: 'another' })).toBe(false);
  expect(await store.getIntent(id)).toEqual(intent);

  const outcome = { result: 'applied', requestId: 'r-1', at: '2026-01-05T10:00:01.000Z' } as const;
  await store.putOutcome(id, outcome);
  await store.putOutcome(id, { ...outcome, result: 'failed' });
  expect(await store.getOutcome(id)).toEqual(outcome);

  const one = refused('2026-01-05T10:00:02.000Z');
  expect(await audit.putRefused(one)).toBe(true);
  expect(await audit.putRefused({ ...one, why: 'other' })).toBe(false);
  expect((await audit.entries(all)).entries).toEqual([
    { kind: 'refused', refused: one },
    { kind: 'change', intent, outcome },
  ]);
});

test('records are kept for the days that were set, counted from their own time', async () => {
  const { audit, auditTable } = await startAudit(30);
  const intent = sampleIntent('2026-01-05T10:00:00.000Z');
  await audit.putIntent(intent);
  await audit.putOutcome(intent.card.id, { result: 'applied', at: '2026-01-05T10:00:01.000Z' });
  await audit.putRefused(refused('2026-01-05T10:00:02.000Z'));
  const keys = [
    [`change#${intent.card.id}`, 'intent'],
    [`change#${intent.card.id}`, 'outcome'],
    ['refused#job 2026-01-05T10:00:02.000Z', 'refused'],
  ];
  for (const [index, [pk, sk]] of keys.entries()) {
    const { Item } = await auditTable.client.send(
      new GetCommand({ TableName: auditTable.name, Key: { pk, sk } }),
    );
    expect(Item?.expiresAt).toBe(at('2026-02-04T10:00:00Z') / 1000 + index);
  }
});

test('entries of several days come newest first, between the times, as many as are wanted', async () => {
  const { audit } = await startAudit();
  const times = ['02T23:59:59.999', '03T00:00:00.000', '03T12:00:00.000', '05T08:00:00.000'];
  for (const time of times) await audit.putIntent(sampleIntent(`2026-01-${time}Z`));
  const decided = async (query: Partial<typeof all>) => {
    const { entries, more } = await audit.entries({ ...all, ...query });
    const found = entries.map((entry) =>
      entry.kind === 'change' ? entry.intent.decidedAt.slice(8, -1) : '',
    );
    return { found, more };
  };
  expect(await decided({})).toEqual({ found: times.toReversed(), more: false });
  expect(await decided({ most: 2 })).toEqual({ found: [times[3], times[2]], more: true });
  expect(await decided({ most: 4 })).toEqual({ found: times.toReversed(), more: false });
  const since = at('2026-01-03T00:00:00.000Z');
  expect(await decided({ since })).toEqual({ found: [times[3], times[2], times[1]], more: false });
  const until = at('2026-01-03T12:00:00.000Z');
  expect(await decided({ since, until })).toEqual({ found: [times[2], times[1]], more: false });
});

test('entries of one target, and those that are wanted', async () => {
  const { audit } = await startAudit();
  const web = sampleIntent('2026-01-03T10:00:00.000Z');
  const api = sampleIntent('2026-01-04T10:00:00.000Z', { service: 'api', userId: 'U0PETER' });
  const nowhere = refused('2026-01-05T10:00:00.000Z');
  const { target: _, ...without } = nowhere;
  await audit.putIntent(web);
  await audit.putIntent(api);
  await audit.putRefused(without);
  expect((await audit.entries({ ...all, target: 'shop/api' })).entries).toEqual([
    { kind: 'change', intent: api },
  ]);
  expect((await audit.entries({ ...all, wanted: ({ kind }) => kind === 'refused' })).entries).toEqual([
    { kind: 'refused', refused: without },
  ]);
});

test('more than a page of an index is read on', async () => {
  const { audit } = await startAudit();
  const reason = 'x'.repeat(300_000);
  for (let minute = 10; minute < 16; minute++) {
    await audit.putRefused(refused(`2026-01-05T10:${minute}:00.000Z`, { line: reason }));
  }
  expect((await audit.entries(all)).entries).toHaveLength(6);
});

test('a later scaling that was made, or may have been, is found; an earlier, a failed and a withdrawn one is not', async () => {
  const { audit } = await startAudit();
  const decide = async (minute: number, result?: 'applied' | 'failed' | 'unknown', over = {}) => {
    const intent = sampleIntent(`2026-01-05T10:${minute}:00.000Z`, { count: minute, ...over });
    await audit.putIntent(intent);
    if (result) await audit.putOutcome(intent.card.id, { result, at: intent.decidedAt });
    return intent;
  };
  const first = await decide(10, 'applied');
  const since = () => audit.scaledSince('shop/web', first.decidedAt);
  expect(await since()).toBeUndefined();
  await decide(11, 'failed');
  await decide(12, undefined, { decision: 'withdraw' });
  await decide(13, 'applied', { service: 'api' });
  await audit.putRefused(refused('2026-01-05T10:14:00.000Z'));
  expect(await since()).toBeUndefined();
  const unknown = await decide(15, 'unknown');
  expect(await since()).toEqual(unknown);
  const begun = await decide(16);
  expect(await since()).toEqual(begun);
  const later = await decide(17, 'applied');
  expect(await since()).toEqual(later);
});
