import type { Run } from '../run.ts';
import type { Step } from '../steps.ts';
import { clockTime } from './decisions.ts';
import { isGivenUp } from './messages.ts';

/** A message that waits for its turn, or for Slack, comes within this time. */
const toldMs = 10 * 60_000;

/** Trouble that nobody asked for is told in some channel: a task that dies by itself, a revision whose tasks don't start. */
export function checkUnasked(run: Run): string[] {
  const { plan, times, ledger, hits } = run;
  return plan.steps.flatMap((step) => {
    const isBad =
      (step.kind === 'deploy' && (step.how === 'crashes' || step.how === 'no image')) ||
      (step.kind === 'task ends' && (step.how === 'exits' || step.how === 'out of memory'));
    if (!isBad || isReplaced(run, step)) return [];
    const { service } = step;
    const at = times.start + step.at;
    if (isHushed(run, service) || (step.kind === 'task ends' && !hasLost(run, service, at))) return [];
    const isUnheard =
      plan.steps.some(
        (each) => each.kind === 'no events' && each.at < step.at + toldMs && each.at + each.forMs > step.at,
      ) || hits.some((hit) => hit.what === 'event lost' && hit.at > at - 1000 && hit.at < at + 120_000);
    // It may belong to what began before, whose message was given up.
    if (isUnheard || isGivenUp(run, { from: at - toldMs, to: at + toldMs })) return [];
    const isTold = ledger.messages.some(
      (each) =>
        each.message.isBot &&
        each.message.visibleTo === undefined &&
        each.at >= at &&
        each.at < at + toldMs &&
        each.message.text.includes(service),
    );
    return isTold
      ? []
      : [`${service}: ${step.kind}, ${step.how} at ${clockTime(at)}, and no channel was told`];
  });
}

/** A revision that is replaced before its tasks have started does no harm. */
const replacedMs = 15_000;

function isReplaced({ plan }: Run, { kind, service, at }: Step & { readonly service: string }): boolean {
  return (
    kind === 'deploy' &&
    plan.steps.some(
      (each) =>
        each.kind === 'deploy' && each.service === service && each.at > at && each.at < at + replacedMs,
    )
  );
}

function hasLost({ ledger }: Run, service: string, at: number): boolean {
  const own = ledger.tasks.filter((each) => each.service === service);
  const before = own.findLast((each) => each.at < at)?.wanted ?? [];
  const after = own.find((each) => each.at >= at && each.at < at + 2000)?.wanted;
  return after !== undefined && before.some(([arn]) => !after.some(([other]) => other === arn));
}

/** Whether a line or a tag may say that no channel wants to hear of this service. */
function isHushed({ plan }: Run, service: string): boolean {
  return plan.steps.some(
    (step) =>
      (step.kind === 'line' &&
        /\b(un)?(mute|watch)\b/.test(step.line) &&
        (step.line.includes(service) || step.line.includes('*'))) ||
      (step.kind === 'tag' && step.service === service && step.key === 'ecs-bot:notify'),
  );
}
