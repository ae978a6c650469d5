import { targetName } from '../../aws/ecs/target.ts';
import type { HookEnd } from '../../changes/card.ts';
import type { ContinueChange } from '../../changes/change.ts';
import { code, escapeText, link, slackDate, wordOf } from '../mrkdwn.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;
const line = (text: string) => code(`/ecs ${text}`);
const named = ({ target }: ContinueChange) => code(targetName(target));

/** What ECS does by itself when a hook's time is over. */
const byItself = { CONTINUE: 'ECS continues by itself', ROLLBACK: 'ECS rolls back by itself' } as const;
const wentByItself = { CONTINUE: 'ECS continued by itself', ROLLBACK: 'ECS rolled back by itself' } as const;

/** What became of a hook. */
function ended({ type, userId, timeoutAction = '' }: HookEnd): string {
  const who = userId === undefined ? '' : ` by ${person(userId)}`;
  switch (type) {
    case 'continued':
      return `It was continued${who}.`;
    case 'rolledBack':
      return `The deployment was rolled back${who}.`;
    case 'timedOut': {
      const then = wordOf(wentByItself, timeoutAction);
      return then === undefined ? 'Its time was over.' : `Its time was over, and ${then}.`;
    }
    case 'over':
      return 'It was answered elsewhere, its time was over, or its deployment was.';
  }
}

/** The sentences of a change that answers a pause hook: its card, its buttons, its end. */
export const hookAnswers = {
  cardTitle: {
    CONTINUE: (change: ContinueChange) => `Continue the deployment of ${named(change)}?`,
    ROLLBACK: (change: ContinueChange) => `Roll back the deployment of ${named(change)}?`,
  },
  cardButton: { CONTINUE: 'Continue', ROLLBACK: 'Roll back' },
  approvalTitle: {
    CONTINUE: (change: ContinueChange, askedBy: string) =>
      `${person(askedBy)} asks to continue the deployment of ${named(change)}.`,
    ROLLBACK: (change: ContinueChange, askedBy: string) =>
      `${person(askedBy)} asks to roll back the deployment of ${named(change)}.`,
  },
  approveButton: { CONTINUE: 'Approve: continue', ROLLBACK: 'Approve: roll back' },
  started: (change: ContinueChange, url: string | undefined): string =>
    `The deployment of ${named(change)} ${change.action === 'CONTINUE' ? 'goes on' : 'is being rolled back'}${url === undefined ? '' : `: ${link(url, 'follow it here')}`}.`,
  tooLate: (change: ContinueChange, end: HookEnd): string =>
    `:warning: That came too late for the hook of ${named(change)}, and changed nothing. ${ended(end)}`,
  what: (change: ContinueChange, revisions: string): string => {
    const { action, stage } = change;
    const where = stage === undefined ? '' : ` at ${code(stage)}`;
    return `${action === 'CONTINUE' ? 'continue' : 'roll back'} the deployment of ${named(change)}${where}, ${revisions}`;
  },
  revisions: (from: string | undefined, to: string): string => {
    if (from === undefined) return `${code(to)}, its first deployment`;
    return from === to ? `${code(to)} again` : `${code(from)} → ${code(to)}`;
  },
  next: {
    tasks: 'Next, ECS starts the new tasks.',
    testTraffic: 'Next, ECS shifts the test traffic, where there is any.',
    bakeTime: 'Next, the bake time begins: both revisions run on until it is over.',
    other: 'Next, ECS goes on with the deployment.',
  },
  shifts: (percent: number | undefined): string =>
    percent === undefined
      ? 'Next, ECS shifts production traffic to the new tasks.'
      : `Next, ECS gives the new tasks ${percent} % of the production traffic.`,
  others: (count: number): string =>
    count === 1
      ? 'Another hook of this stage waits too: ECS goes on when both are answered.'
      : `${count} other hooks of this stage wait too: ECS goes on when all are answered.`,
  goesBack: (from: string): string =>
    `The deployment ends, and ECS goes back to ${code(from)}, with its network and load balancer.`,
  timeout: (until: Date, action: string): string => {
    const then = wordOf(byItself, action);
    return `If nobody answers until ${slackDate(until)}${then === undefined ? ', its time is over.' : `, ${then}.`}`;
  },
};

/** Why a hook can't be answered, and what to do instead. */
export const hookProblems = {
  hookOver: ({ target, end }: { readonly target: string; readonly end: HookEnd }): string =>
    `That hook of ${code(target)} no longer waits: nothing was changed. ${ended(end)} ${line(`deployments ${target}`)} shows where it stands.`,
  nothingWaits: ({ target }: { readonly target: string }): string =>
    `No deployment of ${code(target)} waits for a person now. ${line(`deployments ${target}`)} shows where the last one stands.`,
  severalWait: ({ target, hooks }: { readonly target: string; readonly hooks: readonly string[] }): string =>
    `The deployment of ${code(target)} waits at ${hooks.length} hooks: ${hooks.map(code).join(', ')}. Name one: ${line(`continue ${target} --hook ${hooks[0]}`)}.`,
  ownDeployment: (): string =>
    'You began this deployment, so somebody else has to approve how it goes on; nothing was changed.',
};
