import type { Change, ContinueChange } from '../../../src/changes/change.ts';
import { deploymentsOf, type HookAnswer } from '../hooks.ts';
import type { Run } from '../run.ts';
import { clockTime, type Decision, readDecisions } from './decisions.ts';

interface AnswerDecision extends Decision {
  readonly change: ContinueChange;
}

/**
 * A deployment that waits at a pause hook is answered at most once for each hook, as it was decided and shown, and not by who began it where a second
 * person is needed; who pressed reads what became of it.
 */
export function checkHooks(run: Run): string[] {
  const all = readDecisions(run);
  const decisions = all.flatMap((decision): AnswerDecision[] => {
    const { change } = decision.intent.card;
    return decision.intent.decision === 'make' && change.type === 'continue' ? [{ ...decision, change }] : [];
  });
  return [
    ...checkAnswers(run, decisions),
    ...decisions.flatMap((decision) => checkMade(run, decision)),
    ...decisions.flatMap((decision) => checkShown(run, decision)),
    ...decisions.flatMap((decision) => checkBeginner(run, decision, all)),
    ...decisions.flatMap((decision) => checkTold(run, decision)),
    ...decisions.flatMap((decision) => checkNamed(run, decision)),
  ];
}

/** Each answer that the bot gave was decided, for that very hook, and none was sent to a hook that the bot had answered. */
function checkAnswers({ ledger }: Run, decisions: readonly AnswerDecision[]): string[] {
  // The doctor asks about a hook that does not exist, to see whether it may.
  const own = ledger.answers.filter(
    ({ machine, hookId }) => machine !== undefined && !hookId.startsWith('ecs-ops-bot-doctor'),
  );
  return own.flatMap((answer, index) => {
    const { at, hookId, deployment, action, isTaken } = answer;
    const what = `${action} for the hook ${hookId} was sent at ${clockTime(at)}`;
    const isDecided = decisions.some(
      ({ change, from, until }) =>
        change.hookId === hookId &&
        change.deployment === deployment &&
        change.action === action &&
        at >= from &&
        at <= until,
    );
    const isAgain = own.slice(0, index).some((earlier) => earlier.hookId === hookId && earlier.isTaken);
    return [
      ...(isDecided ? [] : [`${what}, and no decision in the audit says so`]),
      ...(isAgain ? [`${what}, and the bot had answered it before`] : []),
      ...(isTaken && ledger.answers.some((other) => other !== answer && isSame(other, answer))
        ? [`${what}, and it was answered twice`]
        : []),
    ];
  });
}

function isSame(one: HookAnswer, other: HookAnswer): boolean {
  return one.hookId === other.hookId && one.isTaken;
}

/** What is recorded as made was made, and what is recorded as failed was not. */
function checkMade({ ledger }: Run, { intent, outcome, change, begunAt }: AnswerDecision): string[] {
  const taken = ledger.answers.filter((each) => each.hookId === change.hookId && each.isTaken);
  const isOwn = taken.some(({ jobId }) => jobId === intent.jobId);
  const what = `${intent.card.line}, decided at ${clockTime(begunAt)}, is recorded as ${outcome?.result}`;
  if (outcome?.result === 'failed' && isOwn) return [`${what}, and it was made`];
  if (outcome?.result !== 'applied' || isOwn) return [];
  // Settled by another job, or somebody else did the same while its answer was lost.
  const isDone =
    taken.some(({ action }) => action === change.action) ||
    (change.action === 'ROLLBACK' &&
      ledger.news.some(
        ({ at, eventName, service }) =>
          at > begunAt - unseenMs && eventName === 'SERVICE_DEPLOYMENT_FAILED' && service === nameOf(change),
      ));
  return isDone ? [] : [`${what}, and it was not made`];
}

/** The card that was pressed named the revision that the deployment goes to, and the hook waited when it was asked for. */
function checkShown({ presses, ledger, simulation }: Run, decision: AnswerDecision): string[] {
  const { intent, change, outcome } = decision;
  const { card, decidedBy } = intent;
  const what = `${card.line} of ${card.askedAt}`;
  const pressed = presses.filter(({ value, user }) => value === `confirm ${card.id}` && user === decidedBy);
  const wait = ledger.waits.find(({ hookId }) => hookId === change.hookId);
  const found = deploymentsOf(simulation.account.ecs, nameOf(change)).find(
    ({ serviceDeploymentArn }) => serviceDeploymentArn === change.deployment,
  );
  const isBound =
    wait?.deployment === change.deployment && found?.targetServiceRevision?.arn === change.targetRevision;
  const isNamed = pressed.some(({ message }) => message.text.includes(change.after.taskDefinition));
  // Reads lag behind, and an instance's clock is off.
  const isOpen = wait === undefined || (wait.until ?? Infinity) > Date.parse(card.askedAt) - unseenMs;
  return [
    ...(isBound ? [] : [`${what} was decided, and that hook is not of the deployment that its card showed`]),
    ...(isNamed || outcome?.result !== 'applied'
      ? []
      : [`${what} was made, and its card did not name what it deploys`]),
    ...(isOpen ? [] : [`${what} was asked for a hook that did not wait then`]),
  ];
}

const unseenMs = 5000;

/** ECS creates a deployment when it takes the request for it. */
const createdMs = 1000;

/** Where a second person is needed, it is not who began the deployment through the bot. */
function checkBeginner(
  { ledger, simulation }: Run,
  { intent, change, outcome, begunAt }: AnswerDecision,
  all: readonly Decision[],
): string[] {
  const { card, decidedBy } = intent;
  if (card.approval === undefined || outcome?.result !== 'applied') return [];
  const service = nameOf(change);
  const createdAt = deploymentsOf(simulation.account.ecs, service)
    .find(({ serviceDeploymentArn }) => serviceDeploymentArn === change.deployment)
    ?.createdAt?.getTime();
  const start = [...ledger.restarts, ...ledger.revisions].find(
    (each) =>
      each.machine !== undefined &&
      each.service === service &&
      Math.abs(each.at - (createdAt ?? 0)) < createdMs,
  );
  const begun = all.find(
    (each) =>
      start !== undefined &&
      /^(restart|rollback|deploy)$/.test(each.intent.card.change.type) &&
      nameOf(each.intent.card.change) === service &&
      start.at >= each.from &&
      start.at <= each.until,
  );
  if (begun?.intent.card.askedBy !== decidedBy) return [];
  return [
    `${card.line} was approved at ${clockTime(begunAt)} by ${decidedBy}, who had begun that deployment`,
  ];
}

/** What a person reads of an answer that came too late, and of one that was given: a card that two approved leads to the message of the other. */
const [tooLate, given] = [
  /too late for the hook|no longer waits|間に合いませんでした|もう待っていません/,
  /goes on|is continuing it|is being rolled back|:white_check_mark:|続行しています|ロールバックしています/,
];

/** Who pressed reads what became of it, where nothing went wrong with a request of the job: in the change's own message, or in an answer. */
function checkTold({ ledger, hits }: Run, { intent, outcome, begunAt }: AnswerDecision): string[] {
  const { jobId, card } = intent;
  if (outcome === undefined || hits.some((hit) => hit.jobId === jobId)) return [];
  const told = ledger.slackCalls.filter((call) => call.jobId === jobId);
  const texts = told.map(({ input }) => String(input.text));
  const isTold =
    outcome.hook === undefined
      ? texts.some((text) => given.test(text)) || told.some(({ method }) => method === 'chat.postMessage')
      : texts.some((text) => tooLate.test(text));
  return isTold
    ? []
    : [`${card.line} was ${outcome.result} at ${clockTime(begunAt)}, and who pressed did not read so`];
}

/** An answer that was given is told within this time, where nothing went wrong. */
const namedMs = 60_000;

/** The deployment's message says who continued it. */
function checkNamed({ ledger, hits }: Run, { intent, outcome, change, endedAt }: AnswerDecision): string[] {
  if (outcome?.result !== 'applied' || change.action === 'ROLLBACK' || endedAt === undefined) return [];
  const { card, jobId } = intent;
  const due = endedAt + namedMs;
  const isDisturbed = hits.some(
    (hit) =>
      hit.jobId === jobId ||
      (hit.machine?.startsWith('task-events') === true && hit.at > endedAt - namedMs && hit.at < due),
  );
  const naming = new RegExp(`[Cc]ontinued [^.]*<@${card.askedBy}>|<@${card.askedBy}>が[^。]*続行しました`);
  const isNamed = ledger.messages.some(({ message, at }) => at <= due && naming.test(message.text));
  return isDisturbed || isNamed
    ? []
    : [`${card.line} was continued by ${card.askedBy} at ${clockTime(endedAt)}, and no message says so`];
}

/** `cluster/service` */
function nameOf({ target }: Change): string {
  return 'service' in target ? `${target.cluster}/${target.service}` : '';
}
