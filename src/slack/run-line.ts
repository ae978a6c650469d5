import { ChangeRefused } from '../changes/change-refused.ts';
import { awsProblem } from '../commands/aws-problem.ts';
import { dispatch } from '../commands/dispatch.ts';
import type { Outcome } from '../commands/outcome.ts';
import type { Problem } from '../commands/problem.ts';
import { Refusal } from '../commands/refusal.ts';
import { messagesFor } from '../views/messages/messages-for.ts';
import { problemView } from '../views/problem-view.ts';
import { workingView } from '../views/working-view.ts';
import { changeProblem } from './change-problem.ts';
import { lastWord } from './last-word.ts';
import type { LineRequest } from './line-request.ts';
import type { LineWorld } from './line-world.ts';
import { MissingScope } from './missing-scope.ts';
import { noteRefusal } from './note-refusal.ts';
import { runOutcome } from './run-outcome.ts';
import { withProgress } from './with-progress.ts';

/**
 * Runs a line and answers the person who asked. Returns when the job is done, also when it was refused; rejects when
 * it may succeed later, so that the queue brings it again.
 */
export async function runLine(request: LineRequest, given: LineWorld): Promise<void> {
  let world = given;
  const { line, caller, answer, delivery } = request;
  let outcome: Outcome | undefined;
  try {
    const { standing, locale } = await world.access.person(caller.userId);
    world = { ...given, messages: messagesFor(locale) };
    if (standing !== 'member') throw new Refusal({ code: 'denied', denial: { why: 'standing', standing } });
    const dispatched = await withProgress(
      () => dispatch(line, { ...world, caller }),
      () => answer.toPerson(workingView(world.messages)),
    );
    outcome = dispatched.outcome;
    await runOutcome(outcome, dispatched.share, request, world);
    // What a learner has just done may be a step of their lesson.
    if (outcome.type === 'confirm') await world.lessons?.touch(caller.userId);
  } catch (error) {
    const problem = toProblem(error);
    if (problem) {
      const noted = await noteRefusal({ error, problem, outcome }, request, world);
      const { userId, channelId } = caller;
      if (!noted) world.logger.info('refused', { line, userId, channelId, problem });
      await answer.toPerson(problemView(problem, world.messages));
      return;
    }
    if (delivery.lastTry) await lastWord(request, world);
    throw error;
  }
}

function toProblem(error: unknown): Problem | undefined {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof ChangeRefused) return changeProblem(error.reason);
  if (error instanceof MissingScope) return { code: 'missingScope', scope: error.scope };
  return awsProblem(error);
}
