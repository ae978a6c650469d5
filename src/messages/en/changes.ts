import { targetName } from '../../aws/ecs/target.ts';
import type {
  ContinueChange,
  CountState,
  DeploymentChange,
  ScaleChange,
  TaskChange,
} from '../../changes/change.ts';
import { code, escapeText, formatCount, formatSpan, link, slackDate } from '../mrkdwn.ts';

/** Shorter than Intl's own `2 hr` and `1 day`. */
const units = { second: 's', minute: 'min', hour: 'h', day: 'd' } as const;

/** A time that a person typed: `30 s`, `15 min`, `2 h`, `1 d`. */
export const span = (ms: number): string =>
  formatSpan(ms, (unit, count) => `${formatCount(count)} ${units[unit]}`);

const taskId = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
const person = (userId: string) => `<@${escapeText(userId)}>`;
const bounds = (min: number, max: number) => `${min} to ${max}`;

/** What was to happen when the change's time was up. */
function due(change: TaskChange): string {
  const target = code(targetName(change.target));
  if (change.type !== 'scale') return `${target} was due to go back now`;
  return change.autoscaling?.after === undefined
    ? `${target} was due to go back to ${change.before.desiredCount} now`
    : `Auto scaling of ${target} was due to be restored now`;
}

/** What concerns a service or one of its tasks. */
type ServiceChange = TaskChange | DeploymentChange | ContinueChange;

/** The sentences of a change: its card, its buttons, its end. */
export const changes = {
  cardTitle: (change: TaskChange): string => {
    const target = code(targetName(change.target));
    if (change.type === 'stop-task') {
      return change.drill
        ? `Drill: stop a task of ${target} and time the healing?`
        : `Stop a task of ${target}?`;
    }
    const { before, after, forMs, autoscaling, undoes } = change;
    if (after.desiredCount === before.desiredCount) {
      return `${autoscaling?.after?.suspended.scaleOut ? 'Pause' : 'Change'} auto scaling of ${target}?`;
    }
    const time = forMs === undefined || autoscaling?.after !== undefined ? '' : ` for ${span(forMs)}`;
    const verb = undoes === undefined ? 'Scale' : 'Undo: scale';
    return `${verb} ${target} from ${before.desiredCount} to ${after.desiredCount} tasks${time}?`;
  },
  cardButton: (change: TaskChange): string =>
    change.type === 'scale'
      ? `Scale to ${change.after.desiredCount}`
      : change.drill
        ? 'Start the drill'
        : 'Stop task',
  cancelButton: 'Cancel',
  scaleCounts: (desired: number, running: number, after: number): string =>
    `Desired count  *${desired} → ${after}*  ·  ${running} running now`,
  scaleToZero:
    ':warning: This stops every task: the service answers no requests until it is scaled up again.',
  scaleIn: (count: number): string =>
    count === 1 ? 'ECS will stop one task.' : `ECS will stop ${count} tasks.`,
  scaleOut: (count: number): string =>
    count === 1 ? 'ECS will start one task.' : `ECS will start ${count} tasks.`,
  goesBack: (count: number, ms: number): string =>
    `:hourglass_flowing_sand: After ${span(ms)} it goes back to ${count} by itself, unless somebody changes it before then.`,
  /** Application Auto Scaling. */
  bounds: (min: number, max: number): string => `Auto scaling keeps it between *${min}* and *${max}* tasks.`,
  boundsMove: (fromMin: number, fromMax: number, min: number, max: number): string =>
    `Auto scaling's bounds move along: ${bounds(fromMin, fromMax)} → *${bounds(min, max)}* tasks.`,
  boundsGoBack: (min: number, max: number, ms: number): string =>
    `:hourglass_flowing_sand: After ${span(ms)} they go back to ${bounds(min, max)} by themselves, and the count is brought within them.`,
  withinBounds: 'Its policies may change the count again at any time.',
  aboveBound: (max: number): string =>
    `:warning: That is above its maximum: the next time it scales in, it goes to ${max}.`,
  belowBound: (min: number): string =>
    `:warning: That is below its minimum: the next time it scales out, it goes to ${min} or more.`,
  autoscalingIsPaused: 'It is paused now, so the count stays.',
  autoscalingPauses: (ms: number | undefined): string =>
    ms === undefined
      ? 'Auto scaling is paused.'
      : `:double_vertical_bar: Auto scaling is paused for ${span(ms)}, then it sets the count again.`,
  autoscalingResumes: (min: number, max: number): string =>
    `Auto scaling acts as before, between ${min} and ${max} tasks.`,
  moveMaximum: (count: number): string => `Maximum to ${count} too`,
  moveMinimum: (count: number): string => `Minimum to ${count} too`,
  pauseAutoscaling: 'Pause auto scaling 1 h',
  stopWhich: (
    arn: string,
    taskDefinition: string,
    age: string | undefined,
    zone: string | undefined,
  ): string =>
    [
      `Task ${code(taskId(arn).slice(0, 8))}`,
      code(taskDefinition),
      ...(age === undefined ? ['still starting'] : [`running for ${age}`]),
      ...(zone === undefined ? [] : [escapeText(zone)]),
    ].join('  ·  '),
  stopReplaced: (running: number): string =>
    `${running} tasks are running now. ECS will start a replacement, and the channel sees how long that takes.`,
  stopOnlyOne: ':warning: It is the only running task: the service is *down* until its replacement runs.',
  stopLastHealthy: (running: number): string =>
    `:warning: ${running} tasks are running, but only one is healthy: without it the service may be *down*.`,
  stopNotReplaced: ':warning: The desired count is 0, so ECS will not start a replacement.',
  stopStandalone: 'It belongs to no service, so nothing will replace it.',
  stopDuringDeployment: ':warning: A deployment is in progress: the stop counts as one of its failures.',
  stopProtected: ':warning: The task is protected from scale-in: it may be in the middle of its work.',
  stale: ':arrows_counterclockwise: It has changed since the last card was shown. This is the state now:',
  working: ':hourglass_flowing_sand: Working on it …',
  cardContext: 'Only you see this. It can be used once, within 10 minutes.',
  dryRunTitle: (title: string): string => `Dry run: ${title}`,
  dryRunContext: 'Only you see this. Nothing was changed, and nothing here can be confirmed.',
  /** `why` is the sentence of the refusal. */
  dryRunRefused: (why: string): string => `:no_entry: You could not confirm this. ${why}`,
  /** The card that asks for a second person. */
  approvalTitle: (change: TaskChange, askedBy: string): string => {
    const target = code(targetName(change.target));
    if (change.type === 'stop-task') {
      return `${person(askedBy)} asks to stop a task of ${target}${change.drill ? ' as a drill' : ''}.`;
    }
    const { before, after, forMs, autoscaling } = change;
    const time = forMs === undefined || autoscaling?.after !== undefined ? '' : ` for ${span(forMs)}`;
    return `${person(askedBy)} asks to scale ${target} from ${before.desiredCount} to ${after.desiredCount} tasks${time}.`;
  },
  approvalWhy: (byTag: boolean): string =>
    byTag
      ? `It is tagged ${code('ecs-bot:protected')}, so a second person has to approve.`
      : 'A second person has to approve this change.',
  approveButton: (change: TaskChange): string =>
    change.type === 'scale' ? `Approve: scale to ${change.after.desiredCount}` : 'Approve: stop task',
  declineButton: 'Decline',
  approvalContext: (askedBy: string, asked: Date, expires: Date): string =>
    `Asked by ${person(askedBy)}, ${slackDate(asked)}; open until ${slackDate(expires)}. The asker can withdraw it with Decline.`,
  approvalAsked: (askedBy: string, asked: Date): string =>
    `Asked by ${person(askedBy)}, ${slackDate(asked)}.`,
  approved: (by: string, at: Date, url: string | undefined): string =>
    `:white_check_mark: Approved by ${person(by)}, ${slackDate(at)}${url === undefined ? '' : `: ${link(url, 'follow it here')}`}.`,
  declined: (by: string, at: Date): string =>
    `:no_entry_sign: Declined by ${person(by)}, ${slackDate(at)}; nothing was changed.`,
  approvalWithdrawn: (by: string, at: Date): string =>
    `:no_entry_sign: Withdrawn by ${person(by)}, ${slackDate(at)}; nothing was changed.`,
  approvalWorking: (by: string): string =>
    `:hourglass_flowing_sand: ${person(by)} approved it. Working on it …`,
  approvalStale: ':arrows_counterclockwise: It has changed since, so a new card below asks again.',
  approvalMoot:
    ':heavy_minus_sign: It has changed since, and can’t be done any more as it was asked. Nothing was changed.',
  approvalExpired: ':hourglass: Nobody approved it within an hour; nothing was changed.',
  cancelled: (change: ServiceChange): string =>
    `Cancelled: ${code(targetName(change.target))} was not changed.`,
  started: (change: TaskChange, url: string | undefined): string => {
    const what =
      change.type === 'scale'
        ? `${code(targetName(change.target))} is being scaled to ${change.after.desiredCount}`
        : `The task of ${code(targetName(change.target))} is being stopped`;
    return url === undefined ? `${what}.` : `${what}: ${link(url, 'follow it here')}.`;
  },
  asked: (change: ServiceChange, channel: string): string =>
    `A second person has to approve: your card for ${code(targetName(change.target))} is in <#${escapeText(channel)}>.`,
  failed: (change: ServiceChange, reason: string): string =>
    `:warning: ${code(targetName(change.target))} was not changed: ${escapeText(reason)}`,
  unknown: (change: ServiceChange, reason: string): string =>
    `:warning: AWS did not answer (${escapeText(reason)}), so it is unknown whether ${code(targetName(change.target))} was changed. Check with ${code(`/ecs service ${targetName(change.target)}`)}.`,
  /** When a change made with `for 2h` is not reverted at its end. */
  leftAlone: (change: ScaleChange, askedBy: string, state: CountState | undefined): string => {
    const bounds = change.autoscaling?.after && state?.autoscaling;
    const stays = bounds
      ? `Its bounds stay at ${bounds.minCapacity} to ${bounds.maxCapacity}`
      : `It stays at ${state?.desiredCount}`;
    const now = state === undefined ? 'It no longer exists.' : `${stays}, because it has been changed since.`;
    return `:hourglass: ${due(change)}, as ${person(askedBy)} asked. ${now}`;
  },
  notBack: (change: TaskChange, askedBy: string, why: string): string =>
    `:warning: ${due(change)}, as ${person(askedBy)} asked, but that was not done: ${why}`,
  stuck: (change: TaskChange, askedBy: string, isUnknown: boolean): string => {
    const end = isUnknown
      ? `so it is unknown whether it did: check with ${code(`/ecs service ${targetName(change.target)}`)}.`
      : 'so it did not.';
    return `:warning: ${due(change)}, as ${person(askedBy)} asked, but three tries failed, ${end}`;
  },
  notInChannel: (channel: string, text: string): string =>
    `:warning: I can’t post in <#${escapeText(channel)}>, so I am telling you here. ${text}`,
  restoreButton: 'Restore auto scaling',
  goBackButton: (count: number): string => `Scale to ${count}`,
};
