import type { Run } from '../run.ts';
import { clockTime, type Decision, isAbout, readDecisions } from './decisions.ts';
import { dotOf, postOf } from './messages.ts';

/** What was asked for is told as done soon after it is, and never before it was decided. */
export function checkDone(run: Run): string[] {
  const decisions = readDecisions(run);
  return [
    ...decisions.flatMap((decision) => checkShown(run, decision, decisions)),
    ...decisions.flatMap((decision) => checkEarly(run, decision)),
  ];
}

/** A change is seen to be done within this time after its tasks run, where nothing went wrong: events come in three seconds, and health is asked. */
const shownMs = 35_000;

/** Whether what happened to a service in this time may be seen, or told, late. */
function isDelayed(
  { hits }: Run,
  service: string,
  jobId: string,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return hits.some(
    (hit) =>
      hit.at > from &&
      hit.at < to &&
      (hit.jobId === jobId ||
        hit.machine?.startsWith('task-events') === true ||
        (hit.about === service && hit.what !== 'event twice')),
  );
}

/** Nothing is told as done before it was decided. */
function checkEarly(run: Run, { intent, begunAt }: Decision): string[] {
  const { card, jobId } = intent;
  const post = postOf(run, jobId);
  const early = run.ledger.messages.find(
    ({ message, at }) =>
      message.ts === post?.ts &&
      message.channel === post.channel &&
      at < begunAt &&
      dotOf(message) === 'large_green_circle',
  );
  return early === undefined
    ? []
    : [
        `${card.line} was told as done at ${clockTime(early.at)}, before it was decided: ${early.message.text.slice(0, 160)}`,
      ];
}

/** A scale's message turns green soon after the tasks are there, unless the next change takes its place. */
function checkShown(
  run: Run,
  { intent, outcome, begunAt, endedAt }: Decision,
  decisions: readonly Decision[],
): string[] {
  const { card, jobId } = intent;
  if (card.change.type !== 'scale' || outcome?.result !== 'applied' || endedAt === undefined) return [];
  const { target, after } = card.change;
  const service = `${target.cluster}/${target.service}`;
  const done = run.ledger.tasks.find(
    (each) =>
      each.service === service &&
      each.at > begunAt &&
      each.wanted.length === after.desiredCount &&
      each.wanted.every(([, isHealthy]) => isHealthy),
  )?.at;
  const post = postOf(run, jobId);
  if (done === undefined || post === undefined) return [];
  const due = Math.max(done, endedAt) + shownMs;
  const isDisturbed =
    isDelayed(run, service, jobId, { from: begunAt - 60_000, to: due }) ||
    decisions.some((other) => isAbout(other, service) && other.begunAt > begunAt && other.begunAt < due) ||
    [...run.ledger.counts, ...run.ledger.stops].some(
      (each) =>
        each.service === service && each.at > begunAt - 240_000 && each.at < due && each.jobId !== jobId,
    ) ||
    run.plan.steps.some(
      (step) =>
        (step.kind === 'deploy' || step.kind === 'task ends') &&
        step.service === service &&
        run.times.start + step.at > begunAt - 600_000 &&
        run.times.start + step.at < due,
    );
  if (isDisturbed) return [];
  const isGreen = run.ledger.messages.some(
    ({ message, at }) =>
      message.ts === post.ts &&
      message.channel === post.channel &&
      at <= due &&
      dotOf(message) === 'large_green_circle',
  );
  return isGreen
    ? []
    : [`${card.line} was done at ${clockTime(done)}, and its message did not say so by ${clockTime(due)}`];
}
