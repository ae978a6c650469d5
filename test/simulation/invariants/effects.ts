import type { CountChange } from '../ledger.ts';
import type { Run } from '../run.ts';
import {
  clockTime,
  type Decision,
  readDecisions,
  type ScaleDecision,
  scaleDecisions,
  stopDecisions,
} from './decisions.ts';

/** What somebody else did to a service may not be seen by the bot for so long, milliseconds: reads lag, and requests are tried again. */
const unseenMs = 60_000;

/**
 * Each confirmed change took effect once, or not at all and that is recorded; `unknown` only where an answer was lost; the audit equals what changed in
 * ECS, with true counts before and after; and the card showed what was applied.
 */
export function checkEffects(run: Run): string[] {
  const decisions = readDecisions(run);
  return [
    ...checkCounts(run, scaleDecisions(decisions)),
    ...checkStops(run, decisions),
    ...decisions.flatMap((decision) => checkOutcome(run, decision)),
    ...decisions.flatMap((decision) => checkCard(run, decision)),
  ];
}

/**
 * Whether somebody else had set the count from before one of these: its retry can't tell that from a change that was never made. It may have read that
 * just before they set yet another.
 */
function isSetBack(
  { ledger: { counts }, plan: { readLagMs } }: Run,
  { service, at }: CountChange,
  fitting: readonly ScaleDecision[],
): boolean {
  const before = counts.filter((other) => other.service === service && other.at < at);
  const readable = before.filter((_, index) => at - (before[index + 1]?.at ?? at) <= readLagMs + readMs);
  return readable.some(
    ({ machine, to }) =>
      machine === undefined && fitting.some(({ change }) => change.before.desiredCount === to),
  );
}

/** A retry reads a count so long before it sets its own, milliseconds. */
const readMs = 500;

/** Whether the SDK set it again: the answer of its first request was lost, and by then somebody else had set another. */
function isRepeated({ hits }: Run, { at, machine, jobId }: CountChange): boolean {
  return hits.some(
    (hit) =>
      hit.jobId === jobId &&
      hit.machine === machine &&
      hit.action === 'UpdateService' &&
      lostAnswers.has(hit.what) &&
      at - hit.at < repeatedMs &&
      hit.at < at,
  );
}

const lostAnswers: ReadonlySet<string> = new Set([
  ...['cut before', 'cut after', 'silent before', 'silent after', 'late'],
]);
/** The SDK makes three tries of five seconds at most. */
const repeatedMs = 16_000;

function checkCounts(run: Run, decisions: readonly ScaleDecision[]): string[] {
  const { ledger, simulation } = run;
  const wrong: string[] = [];
  const effects = new Map<ScaleDecision, CountChange>();
  for (const change of ledger.counts.filter(({ machine }) => machine !== undefined)) {
    const { at, service, from, to } = change;
    const fitting = decisions.filter(
      (each) =>
        each.service === service &&
        each.change.after.desiredCount === to &&
        each.outcome?.result !== 'failed' &&
        at >= each.from &&
        at <= each.until,
    );
    const free = fitting.filter((each) => !effects.has(each));
    // Another press of the same person may finish what one has begun.
    const decision = free.find(({ intent }) => intent.jobId === change.jobId) ?? free[0];
    const what = `${service} went ${from} → ${to} at ${clockTime(at)}`;
    if (fitting.length === 0) wrong.push(`${what}, and no decision in the audit says so`);
    else if (decision === undefined && (isSetBack(run, change, fitting) || isRepeated(run, change))) continue;
    else if (decision === undefined) wrong.push(`${what} once more, for a change that had taken effect`);
    else {
      effects.set(decision, change);
      const { desiredCount } = decision.change.before;
      const isSurprised = ledger.counts.some(
        (other) =>
          other.machine === undefined &&
          other.service === service &&
          at - other.at < unseenMs &&
          other.at <= at,
      );
      if (desiredCount !== from && !isSurprised) {
        wrong.push(`${what}, and the audit and its card say that it was ${desiredCount} before`);
      }
    }
  }
  for (const decision of decisions) {
    const { service, outcome, change, until } = decision;
    if (outcome?.result !== 'applied' || effects.has(decision)) continue;
    const to = change.after.desiredCount;
    const counts = countsWithin(ledger.counts, service, decision.from, until);
    const now = simulation.account.ecs.desiredCounts.read(change.target.cluster, change.target.service);
    if (!(counts.length === 0 ? countAt(ledger.counts, service, until, now) === to : counts.includes(to))) {
      wrong.push(`the audit says that ${service} was set to ${to} at ${outcome.at}, and it was not`);
    }
  }
  return wrong;
}

/** The counts that a service had in a stretch of time in which it changed. */
function countsWithin(
  changes: readonly CountChange[],
  service: string,
  from: number,
  until: number,
): number[] {
  return changes
    .filter((each) => each.service === service && each.at >= from && each.at <= until)
    .flatMap((each) => [each.from, each.to]);
}

function countAt(
  changes: readonly CountChange[],
  service: string,
  time: number,
  now: number | undefined,
): number | undefined {
  const own = changes.filter((each) => each.service === service);
  return own.findLast(({ at }) => at <= time)?.to ?? own.find(({ at }) => at > time)?.from ?? now;
}

function checkStops({ ledger }: Run, all: readonly Decision[]): string[] {
  const decisions = stopDecisions(all);
  const wrong: string[] = [];
  for (const { taskArn, at, machine, wasStopping } of ledger.stops) {
    if (machine === undefined || wasStopping) continue;
    const isDecided = decisions.some(
      ({ change, outcome, from, until }) =>
        change.taskArn === taskArn && outcome?.result !== 'failed' && at >= from && at <= until,
    );
    if (!isDecided)
      wrong.push(`${taskArn} was stopped at ${clockTime(at)}, and no decision in the audit says so`);
  }
  for (const { change, outcome } of decisions) {
    if (outcome?.result === 'applied' && !ledger.stops.some(({ taskArn }) => taskArn === change.taskArn)) {
      wrong.push(`the audit says that ${change.taskArn} was stopped at ${outcome.at}, and it was not`);
    }
  }
  return wrong;
}

/** Every change that was begun has an outcome, and `unknown` only where something went wrong with a request of it. */
function checkOutcome({ hits, ledger }: Run, { intent, outcome, from, until }: Decision): string[] {
  if (intent.decision !== 'make') return [];
  const what = `the change ${intent.card.line} of ${intent.decidedAt}`;
  if (outcome === undefined) return [`${what} has no outcome`];
  if (outcome.result !== 'unknown') return [];
  const disturbed = hits.some(
    ({ at, jobId }) => jobId === intent.jobId && at >= from - unseenMs && at <= until,
  );
  const { target } = intent.card.change;
  const name = 'service' in target ? `${target.cluster}/${target.service}` : undefined;
  const overtaken = ledger.counts.some(
    ({ at, service, jobId }) =>
      service === name && jobId !== intent.jobId && at >= from - unseenMs && at <= until,
  );
  return disturbed || overtaken ? [] : [`${what} is recorded as unknown, and no answer was lost`];
}

/** Who is recorded pressed that card's button, and the card showed the counts that were applied. */
function checkCard({ presses }: Run, { intent, until }: Decision): string[] {
  const { card, decidedBy, decision } = intent;
  if (decidedBy === undefined) return [];
  const word = decision === 'make' ? 'confirm' : 'cancel';
  const pressed = presses.filter(
    ({ value, user, at }) => value === `${word} ${card.id}` && user === decidedBy && at <= until,
  );
  const what = `${word} of ${card.line} by ${decidedBy}`;
  if (pressed.length === 0) return [`${what} is recorded, and they never pressed that button`];
  if (decision === 'withdraw' || card.change.type !== 'scale') return [];
  const { before, after } = card.change;
  const shown = `${before.desiredCount} → ${after.desiredCount}`;
  const isShown = pressed.some(({ message }) => message.text.includes(shown));
  return isShown ? [] : [`${what}: the card did not show ${shown}`];
}
