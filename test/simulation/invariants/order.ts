import type { Intent } from '../../../src/changes/card.ts';
import type { Change } from '../../../src/changes/change.ts';
import type { Run } from '../run.ts';
import { clockTime, type Decision, readDecisions } from './decisions.ts';

/**
 * A change is one pipeline, one at a time for a target: intent, timer, effect, outcome; then the next one. All of it by the stand-ins' own times, which
 * no instance's clock and no lag has a part in.
 */
export function checkOrder(run: Run): string[] {
  const decisions = readDecisions(run);
  const made = decisions.filter(({ intent }) => intent.decision === 'make');
  return [
    ...checkAppended(run),
    ...checkSerial(made),
    ...made.flatMap((decision) => checkOvertaken(run, decision, made)),
    ...made.flatMap((decision) => checkTimer(run, decision)),
    ...decisions.flatMap((decision) => checkInTime(run, decision)),
    ...checkCancels(run, decisions),
  ];
}

/** The audit is append-only: no record of it is written twice. */
function checkAppended({ ledger }: Run): string[] {
  return ledger.audit.flatMap(({ pk, sk, at }, index) =>
    ledger.audit.slice(0, index).some((before) => before.pk === pk && before.sk === sk)
      ? [`the audit's ${sk} of ${pk} was written over at ${clockTime(at)}`]
      : [],
  );
}

/** Under its lease a change is finished, or settled by the next holder, before anything else is decided on the same target. */
function checkSerial(made: readonly Decision[]): string[] {
  return made.flatMap((decision, index) => {
    const target = nameOf(decision.intent.card.change);
    const next = made.slice(index + 1).find(({ intent }) => nameOf(intent.card.change) === target);
    if (next === undefined || (decision.endedAt ?? Infinity) <= next.begunAt) return [];
    return [
      `${next.intent.card.line} was decided at ${clockTime(next.begunAt)}, while ${decision.intent.card.line} was being made`,
    ];
  });
}

/** No effect of a change comes after the next change of its target was decided. */
function checkOvertaken({ ledger }: Run, decision: Decision, made: readonly Decision[]): string[] {
  const { intent, begunAt } = decision;
  const target = nameOf(intent.card.change);
  return ledger.counts
    .filter(({ jobId, service, at }) => jobId === intent.jobId && service === target && at > begunAt)
    .filter(({ at }) =>
      made.some(
        (other) =>
          nameOf(other.intent.card.change) === target &&
          other.intent.jobId !== intent.jobId &&
          other.begunAt > begunAt &&
          other.begunAt < at,
      ),
    )
    .map(
      ({ at }) => `${intent.card.line} took effect at ${clockTime(at)}, after the next change was decided`,
    );
}

/** The end of a change for a time is given to Scheduler before its effect. */
function checkTimer({ ledger }: Run, { intent, outcome, begunAt, endedAt }: Decision): string[] {
  const { change, line, id } = intent.card;
  if (change.type !== 'scale' || change.forMs === undefined) return [];
  const effects = [...ledger.counts, ...ledger.bounds].filter(
    ({ jobId, service, at }) =>
      jobId === intent.jobId && service === nameOf(change) && at >= begunAt && at <= (endedAt ?? at),
  );
  const first = Math.min(...effects.map(({ at }) => at));
  if (outcome?.result !== 'applied' && first === Infinity) return [];
  const timer = ledger.timers.find(({ name }) => name.endsWith(id));
  if (timer === undefined) return [`${line} was made for a time, and no timer was set for its end`];
  const end = begunAt + change.forMs;
  if (timer.due < end - 5000 || timer.due > Math.max(end, timer.at + 5000) + 10_000) {
    return [`the timer of ${line} rings at ${clockTime(timer.due)}, and its time is up at ${clockTime(end)}`];
  }
  return timer.at <= first
    ? []
    : [`the timer of ${line} was set at ${clockTime(timer.at)}, after its effect`];
}

/** A press counts for two minutes, a card for ten, and for an hour where a second person approves. */
const [pressMs, cardMs, approvalMs] = [120_000, 600_000, 3_600_000];

/** Between the check and the written decision: a worker lives for 30 seconds, and two clocks are up to 4 seconds apart. */
const decidingMs = 34_000;

function checkInTime({ ledger }: Run, { intent, begunAt }: Decision): string[] {
  const { card, jobId, decidedBy, decision } = intent;
  if (decision === 'withdraw' || decidedBy === undefined) return [];
  const pressed = ledger.jobs.find(({ id }) => id === jobId);
  const isOld = pressed !== undefined && begunAt > pressed.at + pressMs + decidingMs;
  const lasts = card.approval === undefined ? cardMs : approvalMs;
  const isExpired = begunAt > Date.parse(card.askedAt) + lasts + decidingMs;
  return [
    ...(isOld
      ? [`${card.line} was decided at ${clockTime(begunAt)}, by a press of ${clockTime(pressed.at)}`]
      : []),
    ...(isExpired
      ? [`${card.line} was decided at ${clockTime(begunAt)}, with a card of ${card.askedAt}`]
      : []),
  ];
}

/** What the bot says of a card that was withdrawn. */
const cancelled = /Cancelled|キャンセルしました/;

/** Who withdraws a card finds it withdrawn, unless it was made before; or something went wrong, and they do not read that it is. */
function checkCancels({ ledger, hits, simulation }: Run, decisions: readonly Decision[]): string[] {
  const cards = simulation.records('own').filter(({ sk }) => sk === 'card');
  const isToldOtherwise = (job: string) =>
    hits.some(({ jobId }) => jobId === job) &&
    !ledger.slackCalls.some(({ jobId, input }) => jobId === job && cancelled.test(String(input.text)));
  return ledger.jobs.flatMap(({ id: job, at, body }) => {
    const [, id] = /"cancel ([0-9a-f]+)"/.exec(JSON.stringify(body.actions ?? [])) ?? [];
    const stored = cards.find(({ pk }) => pk === `change#${id}`)?.value as Intent['card'] | undefined;
    const user = (body.user as { readonly id?: string } | undefined)?.id;
    if (stored === undefined || stored.askedBy !== user) return [];
    if (decisions.some(({ intent }) => intent.card.id === id) || isToldOtherwise(job)) return [];
    return [`${stored.line} was cancelled by ${user} at ${clockTime(at)}, and nothing says so`];
  });
}

/** `cluster/service`, or what else the change is about. */
function nameOf({ target }: Change): string {
  return Object.values(target).join('/');
}
