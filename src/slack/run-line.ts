import type { ChangeStore } from '../changes/audit.ts';
import { ChangeRefused } from '../changes/card.ts';
import type { CommandResult } from '../commands/line/command.ts';
import { dispatch } from '../commands/line/dispatch.ts';
import { awsProblem, type Problem, Refusal } from '../commands/line/problem.ts';
import type { Reply } from '../commands/registry.ts';
import type { Messages } from '../messages/en/index.ts';
import { agedView, problemView, workingView } from '../views/problem.ts';
import { replyView } from '../views/replies/index.ts';
import { noteRefusal, recordRefused } from './audit.ts';
import type { LineDeps, LineRequest } from './context.ts';
import { isPassing, slackFailure } from './errors.ts';
import { changeProblem } from './refused.ts';
import { type Answer, AnswerLost } from './respond.ts';
import { runOutcome } from './run-outcome.ts';

/**
 * Runs a line and answers the person who asked. Returns when the job is done, also when it was refused; rejects when a retry may succeed, so that the
 * queue redelivers it.
 */
export async function runLine(request: LineRequest, deps: LineDeps): Promise<void> {
  try {
    await answerLine(request, deps);
  } catch (error) {
    if (!(error instanceof AnswerLost) || !error.isFinal) throw error;
    await noteLost(error, request, deps);
  }
}

async function answerLine(request: LineRequest, given: LineDeps): Promise<void> {
  let deps = given;
  const { line, caller, delivery } = request;
  const answer = withAge(request.answer, () => ({
    at: deps.access.lastKnownAt(),
    messages: deps.messages,
  }));
  let outcome: CommandResult<Reply> | undefined;
  try {
    const { standing, locale, timeZone } = await deps.access.person(caller.userId);
    deps = { ...given, messages: given.messagesFor(locale, request.command) };
    if (standing !== 'member') throw new Refusal({ code: 'denied', denial: { why: 'standing', standing } });
    const dispatched = await withProgress(
      () => dispatch(line, { ...deps, caller: { ...caller, ...(timeZone !== undefined && { timeZone }) } }),
      // A retry was already acknowledged the first time.
      async () => (delivery.firstTry ? answer.toPerson(workingView(deps.messages)) : undefined),
    );
    outcome = dispatched.outcome;
    await runOutcome(dispatched, { ...request, answer }, deps);
    // What the learner just did may be a step of their hands-on.
    if (outcome.type === 'confirm') await deps.guide?.touch(caller.userId);
  } catch (error) {
    if (error instanceof AnswerLost) throw error;
    const problem = toProblem(error) ?? (await slackProblem(error, request, deps));
    if (problem) {
      const noted = await noteRefusal({ error, problem, outcome }, request, deps);
      const { userId, channelId } = caller;
      if (!noted) deps.logger.info('refused', { line, userId, channelId, problem });
      await answer.toPerson(await viewOf(problem, request, deps));
      return;
    }
    if (delivery.lastTry) await lastWord({ line, answer }, deps);
    throw error;
  }
}

/** If an answer relies on an older reading of Slack's directory, says so in it. */
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

/** What a person is shown for a Slack failure that a retry in a moment would not fix. */
async function slackProblem(
  error: unknown,
  { line, delivery }: LineRequest,
  { store }: LineDeps,
): Promise<Problem | undefined> {
  const failure = slackFailure(error);
  if (failure === undefined || (isPassing(failure) && !delivery.lastTry) || failure.kind === 'broken') {
    return undefined;
  }
  const cardId = pressedCard(line);
  const became = cardId === undefined ? 'nothing' : await whatBecame(cardId, store);
  // What was begun is finished by a later try, if need be from the dead letters, when the last word is told.
  if (became === 'unknown') return undefined;
  if (became !== 'nothing') return { code: 'unavailable', became };
  return failure.kind === 'wait'
    ? { code: 'slackWaits', seconds: failure.seconds ?? 60 }
    : { code: 'slackRefuses', refusal: failure };
}

/** While Slack rejects the token, nobody can be identified. The doctor may still say what is wrong with the token, and nothing else. */
async function viewOf(
  problem: Problem,
  { line, caller }: LineRequest,
  { messages, examineToken, now }: LineDeps,
) {
  const isTokenRefused = problem.code === 'slackRefuses' && problem.refusal.kind === 'token';
  if (!isTokenRefused || !/^\s*doctor\b/i.test(line)) return problemView(problem, messages);
  const findings = await examineToken(caller.teamId);
  return replyView({ kind: 'doctor', findings }, messages, { now: now(), shared: false });
}

/** A button's effect is in the audit already. For any other line, records that its answer reached nobody. */
async function noteLost(
  error: AnswerLost,
  { line, caller: { userId, channelId }, delivery }: LineRequest,
  deps: LineDeps,
): Promise<void> {
  deps.logger.error('An answer reached nobody', { line, userId, channelId, error });
  if (/^\s*(?:confirm|cancel)\b/i.test(line)) return;
  await recordRefused(async () => ({ userId, channelId, line, why: 'answerLost' }), delivery, deps);
}

/** If a line takes longer than this, its person is told that it is running, so that nobody types it again. */
const quietMs = 2000;

/**
 * Runs `work`. If it is not done after two seconds, calls `progress` once and does not return before that has finished: the answer must not be
 * overtaken by it. A failed `progress` is ignored.
 */
async function withProgress<Result>(
  work: () => Promise<Result>,
  progress: () => Promise<void>,
): Promise<Result> {
  let told: Promise<void> | undefined;
  const timer = setTimeout(() => {
    told = progress().catch(() => undefined);
  }, quietMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    await told;
  }
}

/**
 * Tells the person that three tries failed, and for a button whether it changed something anyway: the change may have been made, and only the rest
 * failed.
 */
export async function lastWord(
  { line, answer }: Pick<LineRequest, 'line' | 'answer'>,
  { store, messages }: Pick<LineDeps, 'store' | 'messages'>,
): Promise<void> {
  const cardId = pressedCard(line);
  const became = cardId === undefined ? 'nothing' : await whatBecame(cardId, store);
  const problem = { code: 'unavailable', became } as const;
  await answer.toPerson(problemView(problem, messages));
}

/** How far a change got when its job failed for good. `unknown`: it was started, or nobody can say. */
type Became = 'nothing' | 'applied' | 'failed' | 'unknown';

/** The id of the card if the line is the value of its confirm button. */
function pressedCard(line: string): string | undefined {
  return /^confirm (\S+)$/.exec(line.trim())?.[1];
}

/** What the records say about a card's change. Never rejects: if they can't be read, it is unknown. */
export async function whatBecame(
  cardId: string,
  store: Pick<ChangeStore, 'getIntent' | 'getOutcome'>,
): Promise<Became> {
  try {
    const [intent, outcome] = await Promise.all([store.getIntent(cardId), store.getOutcome(cardId)]);
    if (intent?.decision !== 'make') return 'nothing';
    return outcome?.result ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
