import { ChangeRefused } from '../changes/change-refused.ts';
import { awsProblem } from '../commands/aws-problem.ts';
import { dispatch } from '../commands/dispatch.ts';
import type { Outcome } from '../commands/outcome.ts';
import type { Problem } from '../commands/problem.ts';
import { Refusal } from '../commands/refusal.ts';
import { agedView } from '../views/aged-view.ts';
import type { Messages } from '../views/messages/messages.ts';
import { problemView } from '../views/problem-view.ts';
import { replyView } from '../views/reply-view.ts';
import { workingView } from '../views/working-view.ts';
import { changeProblem } from './change-problem.ts';
import { isPassing, slackFailure } from './errors.ts';
import { lastWord } from './last-word.ts';
import type { LineRequest } from './line-request.ts';
import type { LineWorld } from './line-world.ts';
import { noteRefusal } from './note-refusal.ts';
import { recordRefused } from './record-refused.ts';
import { type Answer, AnswerLost } from './respond.ts';
import { runOutcome } from './run-outcome.ts';
import { pressedCard, whatBecame } from './what-became.ts';
import { withProgress } from './with-progress.ts';

/**
 * Runs a line and answers the person who asked. Returns when the job is done, also when it was refused; rejects when
 * it may succeed later, so that the queue brings it again.
 */
export async function runLine(request: LineRequest, world: LineWorld): Promise<void> {
  try {
    await answerLine(request, world);
  } catch (error) {
    if (!(error instanceof AnswerLost) || !error.isFinal) throw error;
    await noteLost(error, request, world);
  }
}

async function answerLine(request: LineRequest, given: LineWorld): Promise<void> {
  let world = given;
  const { line, caller, delivery } = request;
  const answer = withAge(request.answer, () => ({
    at: world.access.lastKnownAt(),
    messages: world.messages,
  }));
  let outcome: Outcome | undefined;
  try {
    const { standing, locale } = await world.access.person(caller.userId);
    world = { ...given, messages: given.messagesFor(locale, request.command) };
    if (standing !== 'member') throw new Refusal({ code: 'denied', denial: { why: 'standing', standing } });
    const dispatched = await withProgress(
      () => dispatch(line, { ...world, caller }),
      // One that comes again was told so the first time.
      async () => (delivery.firstTry ? answer.toPerson(workingView(world.messages)) : undefined),
    );
    outcome = dispatched.outcome;
    await runOutcome(outcome, dispatched.share, { ...request, answer }, world);
    // What a learner has just done may be a step of their lesson.
    if (outcome.type === 'confirm') await world.lessons?.touch(caller.userId);
  } catch (error) {
    if (error instanceof AnswerLost) throw error;
    const problem = toProblem(error) ?? (await slackProblem(error, request, world));
    if (problem) {
      const noted = await noteRefusal({ error, problem, outcome }, request, world);
      const { userId, channelId } = caller;
      if (!noted) world.logger.info('refused', { line, userId, channelId, problem });
      await answer.toPerson(await viewOf(problem, request, world));
      return;
    }
    if (delivery.lastTry) await lastWord({ line, answer }, world);
    throw error;
  }
}

/** Says of each answer for the person that it goes by what Slack said some time ago, where it does. */
function withAge(
  answer: Answer,
  age: () => { readonly at: number | undefined; readonly messages: Messages },
): Answer {
  return {
    ...answer,
    toPerson(message) {
      const { at, messages } = age();
      return answer.toPerson(at === undefined ? message : agedView(message, at, messages));
    },
  };
}

function toProblem(error: unknown): Problem | undefined {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof ChangeRefused) return changeProblem(error.reason);
  return awsProblem(error);
}

/** What a person reads of a failure of Slack's that another try in a moment would not cure. */
async function slackProblem(
  error: unknown,
  { line, delivery }: LineRequest,
  { store }: LineWorld,
): Promise<Problem | undefined> {
  const failure = slackFailure(error);
  if (failure === undefined || (isPassing(failure) && !delivery.lastTry) || failure.kind === 'broken') {
    return undefined;
  }
  const cardId = pressedCard(line);
  const became = cardId === undefined ? 'nothing' : await whatBecame(cardId, store);
  if (became !== 'nothing') return { code: 'unavailable', became };
  return failure.kind === 'wait'
    ? { code: 'slackWaits', seconds: failure.seconds ?? 60 }
    : { code: 'slackRefuses', refusal: failure };
}

/** Who can't be known while Slack refuses the token may still hear from the doctor what is wrong with the token, and of nothing else. */
async function viewOf(
  problem: Problem,
  { line, caller }: LineRequest,
  { messages, examineToken, now }: LineWorld,
) {
  const isTokenRefused = problem.code === 'slackRefuses' && problem.refusal.kind === 'token';
  if (!isTokenRefused || !/^\s*doctor\b/i.test(line)) return problemView(problem, messages);
  const findings = await examineToken(caller.teamId);
  return replyView({ kind: 'doctor', findings }, messages, { now: now(), shared: false });
}

/** What a press did is in the audit already; of every other line it is recorded that its answer reached nobody. */
async function noteLost(
  error: AnswerLost,
  { line, caller: { userId, channelId }, delivery }: LineRequest,
  world: LineWorld,
): Promise<void> {
  world.logger.error('An answer reached nobody', { line, userId, channelId, error });
  if (/^\s*(?:confirm|cancel)\b/i.test(line)) return;
  await recordRefused(async () => ({ userId, channelId, line, why: 'answerLost' }), delivery, world);
}
