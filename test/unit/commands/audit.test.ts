import { expect } from 'vitest';
import type { AuditReply } from '../../../src/commands/audit.ts';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { sampleIntent, startAudit } from '../../helpers/audit.ts';
import { type CommandAccount, refusalOf, test } from '../../helpers/command-account.ts';

const minute = 60_000;

/** An audit with changes of two people on two services, and one refusal; `ask` types a line. */
async function filled(account: CommandAccount) {
  const { audit } = await startAudit();
  const now = account.context.now();
  const ago = (minutes: number) => new Date(now - minutes * minute).toISOString();
  const applied = sampleIntent(ago(5), { count: 6 });
  const failed = sampleIntent(ago(10), { service: 'api', userId: 'U0PETER' });
  const begun = { ...sampleIntent(ago(15), { count: 5 }), decidedBy: 'U0PETER' };
  const withdrawn = sampleIntent(ago(20), { decision: 'withdraw' });
  const old = sampleIntent(ago(3 * 24 * 60), { count: 2 });
  for (const intent of [applied, failed, begun, withdrawn, old]) await audit.putIntent(intent);
  await audit.putOutcome(applied.card.id, { result: 'applied', at: ago(5) });
  await audit.putOutcome(failed.card.id, { result: 'failed', reason: 'Service not found.', at: ago(10) });
  await audit.putRefused({
    userId: 'U0MALLORY',
    channelId: 'D0MALLORY',
    line: 'scale shop/web 9',
    target: 'shop/web',
    why: 'noGrant',
    jobId: 'job-m',
    at: ago(25),
  });
  return async (line: string) => {
    const { outcome } = await dispatch(line, { ...account.context, audit });
    const reply = (outcome as { reply: AuditReply }).reply;
    const { text } = replyView(reply, en, { now, shared: false });
    const lines = text.split('\n').slice(1);
    return { reply, lines: lines.map((each) => each.replace(/^<!date[^>]*> {2}/, '')), text };
  };
}

test('one line a change, the newest first: who, what, where, how it ended', async ({ account }) => {
  const ask = await filled(account);
  expect((await ask('audit')).lines).toEqual([
    '<@U0OLIVIA>  ·  scale `shop/web` 3 → 6  ·  in <#C0LOCAL0OPS>  ·  :white_check_mark: applied',
    '<@U0PETER>  ·  scale `shop/api` 3 → 4  ·  in <#C0LOCAL0OPS>  ·  :x: failed: Service not found.',
    '<@U0OLIVIA>, approved by <@U0PETER>  ·  scale `shop/web` 3 → 5  ·  in <#C0LOCAL0OPS>  ·  :grey_question: outcome unknown',
    '<@U0OLIVIA>  ·  scale `shop/web` 3 → 4  ·  in <#C0LOCAL0OPS>  ·  :heavy_minus_sign: withdrawn',
    '<@U0MALLORY>  ·  `/ecs scale shop/web 9`  ·  in a direct message  ·  :no_entry: refused: no grant allows it',
  ]);
});

test.for<[string, number]>([
  ['audit shop/api', 1],
  ['audit api', 1],
  ['audit shop', 5],
  ['audit media', 0],
  ['audit shop/w*', 4],
  ['audit 7d', 6],
  ['audit 12m', 2],
  ['audit <@U0PETER|peter>', 2],
  ['audit U0PETER shop/web', 1],
  ['audit 7d shop/web <@U0OLIVIA>', 4],
])('%s has %d lines', async ([line, count], { account }) => {
  const ask = await filled(account);
  expect((await ask(line)).reply.rows).toHaveLength(count);
});

test('a name that nothing has is no all-clear', async ({ account }) => {
  const ask = await filled(account);
  await expect(ask('audit staging')).rejects.toMatchObject({ problem: { code: 'unknownTarget' } });
});

test('nothing found is a sentence', async ({ account }) => {
  const ask = await filled(account);
  expect((await ask('audit staging/* me 1h')).lines).toEqual([
    'Nothing was changed or refused in the last hour for `staging/*` by <@U1>.',
  ]);
});

test('what does not fit on a page is on the next', async ({ account }) => {
  const { audit } = await startAudit();
  const now = account.context.now();
  for (let count = 0; count < 20; count++)
    await audit.putIntent(sampleIntent(new Date(now - count * minute).toISOString(), { count }));
  const ask = async (line: string) => {
    const { outcome } = await dispatch(line, { ...account.context, audit });
    return (outcome as { reply: AuditReply }).reply;
  };
  const first = await ask('audit');
  const second = await ask('audit --page 2');
  expect([first.rows.length, first.more]).toEqual([15, true]);
  expect([second.rows.length, second.more]).toEqual([5, false]);
  const buttons = JSON.stringify(replyView(first, en, { now, shared: false }).blocks);
  expect(buttons).toContain('audit 1440m --page 2');
  expect((await ask('audit 1440m --page 2')).rows).toEqual(second.rows);
});

test('a name without an id is refused with what to type', async ({ account }) => {
  expect(await refusalOf(account.run('audit @olivia'))).toEqual({ code: 'nameOnly', given: '@olivia' });
});

test('a revision that was registered is named, however the change ended', () => {
  const intent = sampleIntent(new Date(0).toISOString());
  const told = (result: 'applied' | 'failed' | 'unknown') =>
    en.audit.result(intent, { result, reason: 'Refused.', registered: 'shop-web:4', at: '' });
  expect([told('applied'), told('failed'), told('unknown')]).toEqual([
    ':white_check_mark: applied (`shop-web:4` was registered)',
    ':x: failed: Refused. (`shop-web:4` was registered)',
    ':grey_question: outcome unknown (`shop-web:4` was registered)',
  ]);
});
