import { code } from '../blocks/code.ts';
import { cut } from '../blocks/cut.ts';
import { escapeText } from '../blocks/escape-text.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const quoted = (text: string) => escapeText(cut(text.replace(/\s+/g, ' ').trim(), 300));
const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);

/** Sentences of the reasons for a stop; `detail` is what ECS gave, or an exit code. */
const reasons = {
  expected: () => 'a rollout or a scale-in stopped it',
  outOfMemory: () => 'it ran out of memory and was killed',
  exited: (detail) =>
    detail === '137' ? 'it was killed (exit code 137)' : `it ended with exit code ${detail}`,
  cannotPull: (detail) => `its image could not be pulled: ${quoted(detail)}`,
  notInitialized: (detail) => `it could not be prepared: ${quoted(detail)}`,
  cannotStart: (detail) => `its container could not be started: ${quoted(detail)}`,
  loadBalancer: () => 'it failed the load balancer’s health checks',
  healthCheck: () => 'it failed its container health check',
  spot: () => 'AWS took its Spot capacity back',
  byHand: (detail) => (detail === '' ? 'somebody stopped it' : `somebody stopped it: ${quoted(detail)}`),
  other: (detail) => `ECS says: ${quoted(detail)}`,
  unknown: () => 'ECS gave no reason',
} satisfies Record<string, (detail: string) => string>;

/** Every sentence of an episode's message. `name` is a target as code, durations are in seconds. */
export const episodes = {
  reasons,
  duration: (seconds: number): string => {
    if (seconds < 120) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  },
  title: {
    asked: (name: string, userId: string) => `${name}: ${person(userId)} stopped a task`,
    asking: (name: string, userId: string) => `${name}: ${person(userId)} is stopping a task`,
    scale: (name: string, userId: string, before: number, after: number) =>
      `${name}: ${person(userId)} scales ${before} → ${after}`,
    scaled: (name: string, userId: string, before: number, after: number) =>
      `${name}: ${person(userId)} scaled ${before} → ${after}`,
    refused: (name: string, userId: string) => `${name}: what ${person(userId)} asked for was not done`,
    stopped: (name: string, count: number) =>
      count === 1 ? `${name}: a task stopped` : `${name}: ${count} tasks stopped`,
    rollout: {
      IN_PROGRESS: (name: string) => `${name}: rolling out`,
      COMPLETED: (name: string) => `${name}: rolled out`,
      FAILED: (name: string) => `${name}: the rollout failed`,
    },
    rollback: {
      IN_PROGRESS: (name: string) => `${name}: the rollout failed, rolling back`,
      COMPLETED: (name: string) => `${name}: the rollout failed and was rolled back`,
      FAILED: (name: string) => `${name}: the rollout failed, and so did the rollback`,
    },
    impaired: (name: string) => `${name}: can’t start tasks`,
    wasImpaired: (name: string) => `${name}: could not start tasks`,
    standalone: (name: string) => `${name}: the task ended`,
  },
  stop: {
    stopping: (task: string, status: string) => `◌ ${code(task)} is stopping (${escapeText(status)})`,
    stopped: (task: string) => `◌ ${code(task)} stopped`,
    waiting: '→ waiting for a replacement',
    replacement: (task: string, status: string) => `→ replacement ${code(task)} *${escapeText(status)}*`,
    unhealthyYet: (task: string) => `→ replacement ${code(task)} *RUNNING*, not healthy yet`,
    healed: (duration: string) => `✓ healed in *${duration}*`,
    earlier: (count: number) => `… and ${count} more before`,
    counted: (count: number, reason: string) => `${count} × ${reason}`,
  },
  progress: {
    scale: (running: number, desired: number) => `${running} of ${desired} running`,
    rollout: (running: number, desired: number | undefined) =>
      desired === undefined
        ? `${tasks(running)} of the new revision running`
        : `${running} of ${desired} new running`,
    revisions: (from: string, to: string) => `${code(from)} → ${code(to)}`,
    again: (revision: string) => `${code(revision)}, the same revision again`,
    to: (revision: string) => `→ ${code(revision)}`,
    failedTasks: (count: number) => `${tasks(count)} failed`,
    ecsSays: (reason: string) => `ECS says: ${quoted(reason)}`,
    awsSays: (reason: string) => `AWS says: ${quoted(reason)}`,
    unknownOutcome: 'AWS did not answer, so it is not known whether it was done.',
  },
  impaired: {
    SERVICE_TASK_START_IMPAIRED:
      'ECS can’t start its tasks consistently and waits longer before each new try.',
    SERVICE_TASK_PLACEMENT_FAILURE: 'ECS finds no place for its tasks.',
  } as Readonly<Record<string, string>>,
  warning: (eventName: string) => `ECS warns: ${quoted(eventName)}`,
  lacking: (reason: string) => `Lacking: ${quoted(reason)}`,
  /** What `text` says, in a sentence or two. */
  text: {
    waiting: 'No replacement runs yet.',
    replacement: (status: string) => `Its replacement is ${escapeText(status)}.`,
    healed: (duration: string) => `A replacement runs: healed in ${duration}.`,
    because: (reason: string) => `Why: ${reason}.`,
    progress: (progress: string) => `${progress}.`,
  },
  steady: (running: number, desired: number) => `Steady again: ${running} of ${desired} running`,
  watching: 'Watched until it is steady',
  ended: 'Ended',
  superseded: 'A later change has its own message below',
  buttons: { service: 'Service', stopped: 'Stopped tasks' },
  alarm: {
    ALARM: (name: string, reason: string) => `:rotating_light: Alarm ${code(name)}: ${quoted(reason)}`,
    OK: (name: string, _reason: string) => `:white_check_mark: Alarm ${code(name)} is over.`,
  },
};
