import type { Refused } from '../../../src/changes/card.ts';
import type { Run } from '../run.ts';
import { clockTime, readDecisions, type ScaleDecision, scaleDecisions } from './decisions.ts';

/** A timer may fire a minute late, its job may be tried three times, and a dead letter is given back ten minutes after the operations. */
const endingMs = 15 * 60_000;

/** What somebody else did to a service may not be seen by the bot for so long, milliseconds: reads lag, and requests are tried again. */
const unseenMs = 60_000;

/** A change for a time ends: what it set goes back unless something else has set it since, and nothing stays suspended. */
export function checkEnds(run: Run): string[] {
  const decisions = scaleDecisions(readDecisions(run));
  return [
    ...checkSuspended(run, decisions),
    ...decisions.flatMap((decision) => checkEnded(run, decision, decisions)),
    ...decisions.flatMap((decision) => checkOthers(run, decision, decisions)),
    ...decisions.flatMap((decision) => checkBack(decision, decisions)),
  ];
}

/**
 * There is no pause without an end: after the calm nothing is suspended any more, unless its end was refused, or AWS failed at each try, and the channel
 * reads that.
 */
function checkSuspended(run: Run, decisions: readonly ScaleDecision[]): string[] {
  const services = new Set(run.ledger.bounds.map(({ service }) => service));
  return [...services].flatMap((service) => {
    const last = run.ledger.bounds.findLast((each) => each.service === service);
    if (last?.isSuspended !== true || refusedEnds(run).some(({ target }) => target === service)) return [];
    const isUnknown = decisions.some(
      (each) =>
        each.service === service &&
        each.change.undoes?.by === 'timer' &&
        each.begunAt > last.at &&
        each.outcome?.result === 'unknown' &&
        run.hits.some(
          ({ jobId, service: host }) => jobId === each.intent.jobId && host === 'application-autoscaling',
        ),
    );
    if (isUnknown) return [];
    return [`auto scaling of ${service} is suspended for good, since ${clockTime(last.at)}`];
  });
}

/** A count that was set for a time, and that nothing touched since, went back. */
function checkEnded(run: Run, decision: ScaleDecision, all: readonly ScaleDecision[]): string[] {
  const { intent, outcome, change, service, begunAt } = decision;
  const { card } = intent;
  if (change.forMs === undefined || outcome?.result !== 'applied') return [];
  // Made on top of another change for a time: what was before that one.
  const under = change.earlier?.findLast(({ at }) => at <= begunAt + (change.forMs ?? 0));
  const goesBackTo = under?.desiredCount ?? change.before.desiredCount;
  if (goesBackTo === change.after.desiredCount || change.autoscaling?.after !== undefined) return [];
  const due = Math.max(begunAt + change.forMs, run.times.calm) + endingMs;
  const [undone, others] = [
    all.filter((other) => other.change.undoes?.changeId === card.id),
    all.filter((other) => other.service === service && other.change.undoes?.changeId !== card.id),
  ];
  if (undone.some((other) => other.outcome?.result === 'applied' && other.begunAt < due)) return [];
  const own = new Set([intent, ...undone.map((other) => other.intent)].map(({ jobId }) => jobId));
  const isTouched =
    others.some((other) => other.begunAt > begunAt && other.begunAt < due) ||
    run.ledger.counts.some(
      ({ service: of, at, jobId }) => of === service && at > begunAt && at < due && !own.has(jobId ?? ''),
    );
  // Three tries that fail are told.
  const hasFailed = undone.some(
    ({ intent: back, outcome: end }) =>
      end !== undefined && end.result !== 'applied' && run.hits.some(({ jobId }) => jobId === back.jobId),
  );
  const isRefused = refusedEnds(run).some(({ jobId }) => jobId === `return-${card.id}`);
  return isTouched || isRefused || hasFailed ? [] : [`${card.line} of ${clockTime(begunAt)} never went back`];
}

/** A timer takes back what its own change set, and leaves alone what somebody else has set since. */
function checkOthers({ ledger }: Run, decision: ScaleDecision, all: readonly ScaleDecision[]): string[] {
  const { change, service, intent } = decision;
  if (change.undoes?.by !== 'timer') return [];
  const made = all.find((other) => other.intent.card.id === change.undoes?.changeId)?.change;
  if (made === undefined || made.autoscaling !== undefined) return [];
  return ledger.counts
    .filter(({ jobId, service: of, from }) => {
      return jobId === intent.jobId && of === service && from !== made.after.desiredCount;
    })
    .filter(
      ({ at }) =>
        !ledger.counts.some(
          (other) =>
            other.service === service &&
            other.machine === undefined &&
            other.at <= at &&
            at - other.at < unseenMs,
        ),
    )
    .map(
      ({ from, to, at }) =>
        `the timer of ${intent.card.line} set ${from} → ${to} at ${clockTime(at)}, and its change had set ${made.after.desiredCount}`,
    );
}

/** What takes a change of the count back, timer or person, sets what was before it: where it was made on top of others, what those leave at that time. */
function checkBack({ change, intent, begunAt }: ScaleDecision, all: readonly ScaleDecision[]): string[] {
  const { undoes, after } = change;
  const made = all.find((other) => other.intent.card.id === undoes?.changeId);
  if (undoes === undefined || made === undefined || made.change.autoscaling?.after !== undefined) return [];
  const { before, earlier = [], forMs = 0 } = made.change;
  const left = (at: number) => earlier.findLast((end) => end.at <= at)?.desiredCount ?? before.desiredCount;
  const end = undoes.by === 'timer' ? Date.parse(made.intent.decidedAt) + forMs : 0;
  const asked = Date.parse(intent.card.askedAt);
  const times = [Math.max(asked, end) - apartMs, Math.max(asked, end), Math.max(begunAt, end) + apartMs];
  if (times.map(left).includes(after.desiredCount)) return [];
  return [
    `${intent.card.line} of ${clockTime(begunAt)} took back ${made.intent.card.line} to ${after.desiredCount}, and before that it was ${left(asked)}`,
  ];
}

/** Two instances' clocks. */
const apartMs = 5000;

/** The ends of changes that were refused when their time was up. */
function refusedEnds({ simulation }: Run): readonly Refused[] {
  return simulation
    .records('audit')
    .filter(({ sk }) => sk === 'refused')
    .map(({ value }) => value as Refused)
    .filter(({ press }) => press === 'return');
}
