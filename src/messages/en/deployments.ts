import type { RoleProblem } from '../../aws/ecs/revision-copy.ts';
import { code, escapeText } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const list = (all: readonly string[]) => all.map(code).join(' and ');

/** Who let a deployment go on, where it waited, and who approved that. */
interface Continued {
  readonly askedBy: string;
  readonly approvedBy?: string;
  readonly stage?: string;
  readonly weight?: number;
}

function at({ stage, weight }: Continued): string {
  if (stage === undefined) return '';
  return ` at ${code(stage)}${weight === undefined ? '' : ` (${weight} % of the traffic)`}`;
}

const approved = ({ approvedBy }: Continued) =>
  approvedBy === undefined ? '' : `, approved by ${person(approvedBy)}`;

/** What a deployment is doing, for its live message and for `deployments`. Values of ECS that are not here are shown by their own name. */
export const stages = {
  strategy: { ROLLING: 'rolling', BLUE_GREEN: 'blue/green', LINEAR: 'linear', CANARY: 'canary' },
  step: {
    SCALE_UP: 'Start the new tasks',
    TEST_TRAFFIC: 'Shift test traffic',
    PRODUCTION_TRAFFIC: 'Shift production traffic',
    BAKE_TIME: 'Bake time',
    CLEAN_UP: 'Stop the old tasks',
  },
  /** Plain text. */
  traffic: (bar: string, percent: number) => `${bar} ${percent} % of the traffic`,
  hook: {
    AWAITING_ACTION: 'waits for a person',
    IN_PROGRESS: 'is running',
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    TIMED_OUT: 'timed out',
  },
  hookType: { PAUSE: 'Pause hook', AWS_LAMBDA: 'Lambda hook' },
  /** What ECS does when a hook's time is over. */
  timeout: { CONTINUE: 'then ECS continues', ROLLBACK: 'then ECS rolls back' },
  until: (time: string, then: string) => `until ${time}${then === '' ? '' : `, ${then}`}`,
  title: {
    waits: (name: string) => `${name}: the rollout waits for a person`,
    expires: (name: string) => `${name}: the rollout waits at a hook whose time is nearly over`,
  },
  where: (strategy: string, stage: string) => `${strategy} deployment, in ${code(stage)}`,
  endsAt: (time: string) => `this stage lasts until ${time}`,
  overdue: (stage: string, duration: string) =>
    `${code(stage)} should be over by now: it has lasted ${duration}.`,
  alarms: (names: readonly string[]) => `Alarms that went off: ${names.map(code).join(', ')}`,
  /** In place of what AWS says. */
  role: ({ type, roles }: RoleProblem): string => {
    const which = roles.length === 0 ? 'a role of the task definition' : list(roles);
    return type === 'mayNotPass'
      ? `Nothing was changed: the bot may not pass ${which} on to tasks. Whoever runs the bot has to deploy it again with that in ${code('--pass-roles')}.`
      : `Nothing was changed: ECS says that ${which} is not valid. Check that the role exists and that ${code('ecs-tasks.amazonaws.com')} may assume it.`;
  },
  onlyRegistered: (taskDefinition: string) =>
    `${code(taskDefinition)} was registered, but the service was not changed.`,
  /** By what became of it. */
  continued: {
    asked: (answer: Continued) =>
      `${person(answer.askedBy)} is continuing it${at(answer)}${approved(answer)}.`,
    applied: (answer: Continued) => `Continued${at(answer)} by ${person(answer.askedBy)}${approved(answer)}.`,
    failed: (answer: Continued) =>
      `${person(answer.askedBy)} could not continue it${at(answer)}${approved(answer)}.`,
    unknown: (answer: Continued) =>
      `${person(answer.askedBy)} wanted to continue it${at(answer)}${approved(answer)}; it is not known whether ECS was told so.`,
  },
  /** For the plan: plain texts. */
  card: {
    step: (step: string, fact: string) => `${step}: ${fact}`,
    running: (running: number, requested: number) => `${running} of ${requested} running`,
    overdue: (stage: string, duration: string) => `${stage} should be over: it has lasted ${duration}`,
    alarms: (names: readonly string[]) => `Alarms that went off: ${names.join(', ')}`,
  },
};

/** The words of `deployments`. */
export const deployments = {
  title: (target: string) => `Deployments of ${target}`,
  one: (target: string) => `Deployment of ${target}`,
  none: (target: string) =>
    `ECS lists no deployment of ${code(target)}. It keeps them for ninety days, and has none from before October 2024.`,
  elsewhere: (target: string, controller: string) =>
    controller === 'CODE_DEPLOY'
      ? `CodeDeploy deploys ${code(target)} and keeps the history: see its deployment group in the CodeDeploy console, or ${code('aws deploy list-deployments')}.`
      : `${code(target)} has the deployment controller ${code(controller)}, so ECS keeps no history: look in the tool that makes its task sets.`,
  summary: (shown: number) =>
    `${shown === 1 ? '1 deployment' : `The newest ${shown} deployments`}; ECS keeps ninety days`,
  status: {
    PENDING: 'waiting to start',
    IN_PROGRESS: 'in progress',
    SUCCESSFUL: 'succeeded',
    STOP_REQUESTED: 'being stopped',
    STOPPED: 'stopped',
    ROLLBACK_REQUESTED: 'rollback requested',
    ROLLBACK_IN_PROGRESS: 'rolling back',
    ROLLBACK_SUCCESSFUL: 'rolled back',
    ROLLBACK_FAILED: 'rollback failed',
  },
  took: (age: string) => `took ${age}`,
  lasts: (age: string) => `for ${age} so far`,
  inStage: (stage: string) => `in ${code(stage)}`,
  /** Revisions are already formatted. */
  change: (from: string, to: string) => `${from} → ${to}`,
  again: (revision: string) => `${revision}, the same revision again`,
  first: (revision: string) => `→ ${revision}`,
  forgotten: 'a revision that ECS no longer knows',
  by: {
    bot: (userId: string, approvedBy: string | undefined) =>
      `begun by ${person(userId)} through this bot${approvedBy === undefined ? '' : `, approved by ${person(approvedBy)}`}`,
    perhaps: (userId: string) =>
      `begun by ${person(userId)} through this bot, or outside it: how that change ended is not known`,
    outside: 'begun outside this bot',
    unknown: 'not known who began it: the audit holds too much since',
  },
  fields: {
    status: 'Status',
    strategy: 'Strategy',
    began: 'Began',
    lasted: 'Duration',
    tasks: 'New tasks',
    traffic: 'Traffic',
    breaker: 'Circuit breaker',
    alarms: 'Alarms',
  },
  tasks: (running: number, requested: number) => `${running} of ${requested} running`,
  step: (percent: number, minutes: number) => `${percent} % a step, ${minutes} min each`,
  canary: (percent: number, minutes: number) => `${percent} % first, for ${minutes} min`,
  bake: (minutes: number) => `bake time ${minutes} min`,
  breaker: (failures: number, threshold: number) => `${failures} failed, trips at ${threshold}`,
  monitor: {
    MONITORING: 'watching',
    MONITORING_COMPLETE: 'not needed',
    TRIGGERED: '*tripped*',
    DISABLED: 'off',
  },
  steps: 'Steps',
  hooks: 'Hooks',
  images: 'Images',
  open: 'Open',
  all: 'All deployments',
  audit: 'Audit',
};
