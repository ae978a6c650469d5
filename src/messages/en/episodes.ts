import { code, cut, escapeText, quote, slackDate, spanParts } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const quoted = (text: string) => escapeText(cut(text.replace(/\s+/g, ' ').trim(), 300));
const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);
const counted = (count: number, atLeast: boolean) => (atLeast ? `at least ${tasks(count)}` : tasks(count));

/** Up to two minutes in seconds, then in the two largest units: `38 s`, `10 min 1 s`, `3 h 5 min`, `34 d 5 h`. */
function duration(seconds: number): string {
  return spanParts(seconds, 120)
    .map(([unit, count]) => `${count} ${{ day: 'd', hour: 'h', minute: 'min', second: 's' }[unit]}`)
    .join(' ');
}

/** Every sentence of an episode's message. `name` is a target in code format, durations are in seconds. */
export const episodes = {
  duration,
  /** A duration somewhere between the two. */
  between: (least: number, most: number) => `${duration(least)} to ${duration(most)}`,
  title: {
    asked: (name: string, userId: string) => `${name}: ${person(userId)} stopped a task`,
    asking: (name: string, userId: string) => `${name}: ${person(userId)} is stopping a task`,
    scale: (name: string, userId: string, before: number, after: number) =>
      `${name}: ${person(userId)} is scaling ${before} → ${after}`,
    scaled: (name: string, userId: string, before: number, after: number) =>
      `${name}: ${person(userId)} scaled ${before} → ${after}`,
    undoing: (name: string, userId: string, before: number, after: number) =>
      `${name}: ${person(userId)} is undoing a change, ${before} → ${after}`,
    undone: (name: string, userId: string, before: number, after: number) =>
      `${name}: ${person(userId)} undid a change, ${before} → ${after}`,
    goingBack: (name: string, userId: string, before: number, after: number) =>
      `${name}: going back ${before} → ${after}, as ${person(userId)} asked`,
    wentBack: (name: string, userId: string, before: number, after: number) =>
      `${name}: went back ${before} → ${after}, as ${person(userId)} asked`,
    scalingGoesBack: (name: string, userId: string) =>
      `${name}: auto scaling is to be as it was before, as ${person(userId)} asked`,
    scalingBack: (name: string, userId: string) =>
      `${name}: auto scaling is as it was before, as ${person(userId)} asked`,
    scalingUndone: (name: string, userId: string) =>
      `${name}: ${person(userId)} put auto scaling back as it was before`,
    rollingBack: (name: string, userId: string, to: string) =>
      `${name}: ${person(userId)} is rolling it back to ${code(to)}`,
    rolledBack: (name: string, userId: string, to: string) =>
      `${name}: ${person(userId)} rolled it back to ${code(to)}`,
    continuing: (name: string, userId: string) => `${name}: rolling out, continued by ${person(userId)}`,
    continued: (name: string, userId: string) => `${name}: rolled out, continued by ${person(userId)}`,
    deploying: (name: string, userId: string, what: string) =>
      `${name}: ${person(userId)} is deploying ${code(what)}`,
    deployed: (name: string, userId: string, what: string) =>
      `${name}: ${person(userId)} deployed ${code(what)}`,
    restarting: (name: string, userId: string) => `${name}: ${person(userId)} is restarting it`,
    restarted: (name: string, userId: string) => `${name}: ${person(userId)} restarted it`,
    drill: (name: string, userId: string) => `${name}: drill by ${person(userId)}`,
    unseen: (name: string, userId: string) => `${name}: no sign of what ${person(userId)} asked for`,
    refused: (name: string, userId: string) => `${name}: what ${person(userId)} asked for was not done`,
    stopped: (name: string, count: number, atLeast: boolean) =>
      count === 1 && !atLeast ? `${name}: a task stopped` : `${name}: ${counted(count, atLeast)} stopped`,
    rollout: {
      IN_PROGRESS: (name: string) => `${name}: rolling out`,
      COMPLETED: (name: string) => `${name}: rolled out`,
      FAILED: (name: string) => `${name}: the rollout failed`,
      ENDED: (name: string) => `${name}: the rollout is over; ECS did not say how it ended`,
    },
    rollback: {
      IN_PROGRESS: (name: string) => `${name}: the rollout failed, rolling back`,
      COMPLETED: (name: string) => `${name}: the rollout failed and was rolled back`,
      FAILED: (name: string) => `${name}: the rollout failed, and so did the rollback`,
    },
    hanging: (name: string) => `${name}: the rollout hangs`,
    scaling: (name: string, from: number, to: number) => `${name}: scaling ${from} → ${to}`,
    scaledTo: (name: string, from: number, to: number) => `${name}: scaled ${from} → ${to}`,
    moving: (name: string) => `${name}: ECS is replacing tasks`,
    moved: (name: string) => `${name}: ECS replaced tasks`,
    rebalancing: (name: string) => `${name}: ECS is rebalancing its tasks across zones`,
    rebalanced: (name: string) => `${name}: ECS rebalanced its tasks across zones`,
    looping: (name: string, count: number, atLeast: boolean) =>
      `${name}: crash loop, ${counted(count, atLeast)} stopped`,
    looped: (name: string, count: number, atLeast: boolean) =>
      `${name}: was in a crash loop, ${counted(count, atLeast)} stopped`,
    impaired: (name: string) => `${name}: can’t start tasks`,
    warns: (name: string) => `${name}: ECS reports a problem`,
    warned: (name: string) => `${name}: ECS reported a problem`,
    wasImpaired: (name: string) => `${name}: could not start tasks`,
    keepsFailing: (name: string, count: number) =>
      count === 0 ? `${name}: keeps failing` : `${name}: keeps failing, ${tasks(count)} stopped`,
    deleted: (name: string) => `${name}: the service was deleted`,
    creating: (name: string, userId: string, count: number) =>
      `${name}: ${person(userId)} is creating the service with ${tasks(count)}`,
    created: (name: string, userId: string, count: number) =>
      `${name}: ${person(userId)} created the service with ${tasks(count)}`,
    deleting: (name: string, userId: string) => `${name}: ${person(userId)} is deleting the service`,
    deletedBy: (name: string, userId: string) => `${name}: ${person(userId)} deleted the service`,
    standalone: {
      failed: (name: string, count: number) =>
        count === 1 ? `${name}: a standalone task failed` : `${name}: ${count} standalone tasks failed`,
      ended: (name: string, count: number) =>
        count === 1 ? `${name}: a standalone task ended` : `${name}: ${count} standalone tasks ended`,
    },
  },
  stop: {
    stopping: (task: string, status: string) => `◌ ${code(task)} is stopping (${escapeText(status)})`,
    stopped: (task: string) => `◌ ${code(task)} stopped`,
    waiting: '→ waiting for a replacement',
    replacement: (task: string, status: string) => `→ replacement ${code(task)} *${escapeText(status)}*`,
    unhealthyYet: (task: string) => `→ replacement ${code(task)} *RUNNING*, waiting for its health check`,
    healed: (duration: string) => `✓ healed in *${duration}*`,
    earlier: (count: number) => `… and ${count} more before`,
    counted: (count: number, reason: string) => `${count} × ${reason}`,
  },
  progress: {
    scale: (running: number, desired: number) => `${running} of ${desired} running`,
    setSince: (desired: number) => `Something else has set its count to ${desired} since then`,
    rollout: (running: number, desired: number | undefined, isRollback: boolean) => {
      if (desired !== undefined) {
        return `${running} of ${desired} ${isRollback ? 'of the old revision' : 'new'} running`;
      }
      return isRollback
        ? `${tasks(running)} of the old revision running`
        : `${running} new ${running === 1 ? 'task' : 'tasks'} running`;
    },
    drillPassed: (left: number, of: number) =>
      `:white_check_mark: *Drill passed*: ${left} of ${tasks(of)} kept running, and nothing else stopped.`,
    drillFailed: {
      notHealed: ':x: *Drill failed*: no replacement came up.',
      othersStopped: (count: number) =>
        `:x: *Drill failed*: ${count === 1 ? 'another task' : `${count} other tasks`} stopped in the meantime.`,
    },
    drillBroken: 'A later change interrupted the drill.',
    /** Revisions are already formatted, with their image tags. */
    revisions: (from: string, to: string) => `${from} → ${to}`,
    again: (revision: string) => `${revision}, the same revision again`,
    againMoved: (revision: string, from: string, to: string) =>
      `${revision}, the same revision again with another image: ${from} → ${to}`,
    to: (revision: string) => `→ ${revision}`,
    /** Tasks of other revisions. */
    stoppedToo: (count: number) => `${tasks(count)} of other revisions stopped unexpectedly`,
    loop: (starts: number, stops: number) => `${stops} stopped, ${starts} started since`,
    notHeldBack: 'ECS starts the next one at once: it delays only tasks that never ran.',
    afterChange: (title: string) => `After a change: ${title}`,
    nothingRuns: 'Nothing is running.',
    keepsFailing:
      'It keeps failing: three problems or more within an hour. Later ones are only added here, without a new notification, until 30 min pass without any.',
    hanging: (duration: string) => `No progress for ${duration}.`,
    noCircuitBreaker: 'It has no circuit breaker: ECS keeps trying.',
    why: {
      autoscaling: 'Why: ECS moved the desired count for the service (auto scaling).',
      outside: 'Why: the desired count was changed outside this bot, by auto scaling or by somebody.',
      rebalancing: 'Why: its tasks were not spread evenly across zones.',
      spot: 'Why: AWS reclaimed Spot capacity; that is part of using Spot.',
      deployment: 'Since the rollout',
    },
    ecsSays: (reason: string) => `ECS says: ${quoted(reason)}`,
    awsSays: (reason: string) => `AWS says: ${quoted(reason)}`,
    approved: (userId: string) => `Approved by ${person(userId)}.`,
    goesBack: (count: number, at: Date) => `Goes back to ${count} by itself: ${slackDate(at)}.`,
    autoscalingPaused: (at: Date) => `Auto scaling is paused until ${slackDate(at)}.`,
    unknownOutcome: 'AWS did not answer, so it is not known whether it was done.',
  },
  /** For the plan: plain texts, shown as they are. */
  plan: {
    title: (from: string | undefined, to: string | undefined) =>
      from === undefined || from === to ? `Rollout of ${to ?? 'a new revision'}` : `${from} → ${to ?? '?'}`,
    starting: (id: string, status: string) => `New task ${id}: ${status}`,
    running: (id: string) => `New task ${id}: RUNNING, waiting for its health check`,
    up: (id: string) => `New task ${id}: RUNNING`,
    failed: (id: string) => `New task ${id} failed`,
    left: (id: string) => `New task ${id} was stopped again`,
    more: (count: number, state: 'starting' | 'running' | 'failed') =>
      state === 'failed' ? `${count} more failed` : `${count} more ${state}`,
    toStart: (count: number) => `${count === 1 ? '1 more task' : `${count} more tasks`} to start`,
    failedBefore: (count: number) => `${tasks(count)} failed on the way`,
    old: (draining: number, stopped: number) => `Old tasks: ${draining} draining, ${stopped} stopped`,
    oldWait: 'Old tasks run until the new ones do',
    oldStay: 'Old tasks keep running',
    breaker: (mode: 'on' | 'on, with rollback', failed: number) =>
      `Circuit breaker ${mode}: ${failed === 0 ? 'no task' : tasks(failed)} failed so far`,
    breakerQuiet: 'Circuit breaker: not needed',
    breakerTripped: 'Circuit breaker: stopped the rollout',
    back: (revision: string, running: number, desired: number | undefined) =>
      `Back to ${revision}: ${desired === undefined ? running : `${running} of ${desired}`} running`,
    hanging: (duration: string) => `Hangs: no progress for ${duration}`,
  },
  impaired: {
    SERVICE_TASK_START_IMPAIRED: 'ECS can’t start its tasks consistently and waits longer before each retry.',
    SERVICE_TASK_PLACEMENT_FAILURE: 'ECS can’t place its tasks.',
    SERVICE_TASK_CONFIGURATION_FAILURE: 'A setting keeps ECS from starting its tasks.',
    SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED:
      'A task no longer meets the service’s placement constraints.',
    SERVICE_DISCOVERY_INSTANCE_UNHEALTHY: 'Service discovery has an unhealthy task.',
    VPC_LATTICE_TARGET_UNHEALTHY: 'VPC Lattice has an unhealthy task.',
    SERVICE_HEALTH_UNKNOWN: 'ECS can’t tell whether its tasks are healthy.',
    ECS_OPERATION_THROTTLED: 'ECS is slowed down by its own API limits.',
    SERVICE_DISCOVERY_OPERATION_THROTTLED: 'ECS is slowed down by the API limits of service discovery.',
  },
  warning: (eventName: string) => `ECS warns: ${quoted(eventName)}`,
  lacking: (reason: string) => `Lacking: ${quoted(reason)}`,
  /** What `text` says: the title and what follows from it, one after another. */
  telling: (parts: readonly string[]) => parts.map((part) => part.replace(/\.$/, '')).join('. '),
  text: {
    waiting: 'No replacement runs yet.',
    replacement: (status: string) => `Its replacement is ${escapeText(status)}.`,
    healed: (duration: string) => `A replacement runs: healed in ${duration}.`,
    because: (reason: string) => `Why: ${reason}.`,
    progress: (progress: string) => `${progress}.`,
  },
  /** For the short reply that notifies: plain texts, without a link. */
  rise: {
    since: (time: string) => `Since ${time}`,
    again: (duration: string) => `Again, after ${duration} without trouble`,
    show: 'Show the message',
    list: (count: number) => (count === 1 ? '1 more got worse' : `${count} more got worse`),
    more: (count: number) => `… and ${count} more`,
  },
  /** `healthy`: how many are known to be healthy, if not all could be checked. */
  steady: (running: number, desired: number, healthy: number | undefined) => {
    const steady = `Steady again: ${running} of ${desired} running`;
    if (healthy === undefined) return steady;
    return healthy === 0
      ? `${steady}, but ECS could not be asked whether they are healthy`
      : `${steady}, at least ${healthy} healthy; the others are unknown`;
  },
  watching: 'Watched until it is steady',
  ended: 'Ended',
  undone: (userId: string, byTimer: boolean): string =>
    byTimer
      ? 'Its time is over: it goes back, in a separate message below'
      : `<@${escapeText(userId)}> undoes this, in a separate message below`,
  /** `setBy` is empty if the freeze can't be read. */
  frozen: (setBy: string, pattern: string, reason: string): string =>
    `:snowflake: Begun outside the bot while ${code(pattern)} is frozen${setBy === '' ? '' : ` by <@${escapeText(setBy)}>: ${quote(reason)}`}`,
  superseded: 'A later change has its own message below',
  buttons: {
    why: 'Why?',
    logs: 'Logs',
    service: 'Service',
    stopped: 'Stopped tasks',
    mute: 'Mute 2 h',
    undo: 'Undo',
    scaleBack: (count: number) => `Scale back to ${count}`,
    /** `which`: the hook's number, where several wait. */
    continue: (which: number | undefined) => `Continue${which === undefined ? '' : ` hook ${which}`}`,
    rollBack: 'Roll back',
  },
  alarm: {
    ALARM: (name: string, description: string, reason: string) =>
      `:rotating_light: Alarm ${code(name)}: ${[description === '' ? '' : escapeText(description), quoted(reason)].filter(Boolean).join('\n')}`,
    OK: (name: string, _description: string, _reason: string) =>
      `:white_check_mark: Alarm ${code(name)} is over.`,
  },
};
