import { createHash } from 'node:crypto';
import type { Intent, Refused } from '../../../src/changes/card.ts';
import type { Run } from '../run.ts';
import { clockTime } from './decisions.ts';

/** What was refused is in the audit, and what a second person approved is not refused at its end for want of one. */
export function checkRefusals(run: Run): string[] {
  return [...checkPresses(run), ...checkApprovedEnds(run)];
}

/** What the bot says of a card whose change is not needed any more: that is no refusal, and has no new card. */
const needless = /already|すでに/;

/** A press of a card's button leaves a decision, a refusal or a new card, where nothing went wrong with a request of it. */
function checkPresses({ ledger, hits, simulation }: Run): string[] {
  const audit = simulation.records('audit');
  const cards = new Set(simulation.records('own').map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  const decided = new Set(
    audit.filter(({ sk }) => sk === 'intent').map(({ value }) => (value as Intent).jobId),
  );
  const refused = new Set(
    audit.filter(({ sk }) => sk === 'refused').map(({ value }) => (value as Refused).jobId),
  );
  return ledger.jobs.flatMap(({ id, at, body }) => {
    const [, what] = /"(confirm [0-9a-f]+)"/.exec(JSON.stringify(body.actions ?? [])) ?? [];
    if (what === undefined || decided.has(id) || refused.has(id)) return [];
    const isNeedless = ledger.slackCalls.some(
      ({ jobId, method, input }) =>
        jobId === id && method === 'response_url' && needless.test(String(input.text)),
    );
    // What can't be undone any more is refused as it is to whoever types it: that is in nobody's audit.
    const card = simulation
      .records('own')
      .find(({ pk, sk }) => sk === 'card' && what.endsWith(String(pk).slice(7)));
    const isUndo = (card?.value as Intent['card'] | undefined)?.line.startsWith('undo') === true;
    if (isNeedless || isUndo) return [];
    const next = createHash('sha256').update(`card\n${id}`).digest('hex').slice(0, 32);
    if (cards.has(`change#${next} card`) || hits.some(({ jobId }) => jobId === id)) return [];
    return [`${what} was pressed at ${clockTime(at)}, and the audit does not say what became of it`];
  });
}

/** The approval of a change for a time covers its end. */
function checkApprovedEnds({ simulation }: Run): string[] {
  const audit = simulation.records('audit');
  return audit.flatMap(({ sk, value }) => {
    const { press, why, jobId, line } = value as Refused;
    if (sk !== 'refused' || press !== 'return' || why !== 'approvalNeeded') return [];
    const made = audit.find((each) => each.sk === 'intent' && `return-${String(each.pk).slice(7)}` === jobId);
    const { card } = (made?.value ?? {}) as Partial<Intent>;
    return card?.approval === undefined && card?.approvedBy === undefined
      ? []
      : [`the end of ${line} was refused for want of an approval, which it had`];
  });
}
