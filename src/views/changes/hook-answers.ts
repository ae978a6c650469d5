import type { ChangeOutcome } from '../../changes/card.ts';
import type { ContinueChange } from '../../changes/change.ts';
import type { Messages } from '../../messages/en/index.ts';
import { escapeText, wordOf } from '../../messages/mrkdwn.ts';
import { trafficBar } from '../stages.ts';

/** The sentences about a change that answers a pause hook. */
export function hookAnswerWords(change: ContinueChange, messages: Messages) {
  const { changes: words, hookAnswers: own } = messages;
  const { action } = change;
  return {
    cardTitle: () => own.cardTitle[action](change),
    cardButton: () => own.cardButton[action],
    approvalTitle: (askedBy: string) => own.approvalTitle[action](change, askedBy),
    approveButton: () => own.approveButton[action],
    cancelled: () => words.cancelled(change),
    asked: (channelId: string) => words.asked(change, channelId),
    ended({ result, reason = '', hook }: ChangeOutcome, link: string | undefined) {
      if (result === 'applied') return own.started(change, link);
      if (hook !== undefined) return own.tooLate(change, hook);
      return result === 'failed' ? words.failed(change, reason) : words.unknown(change, reason);
    },
    what: () => own.what(change, revisionsOf(change, messages)),
  };
}

function revisionsOf({ before, after }: ContinueChange, { hookAnswers }: Messages): string {
  return hookAnswers.revisions(before.taskDefinition, after.taskDefinition);
}

/** Where the deployment stands, what the answer does, and what ECS does if nobody answers, one line each. */
export function hookAnswerFacts(change: ContinueChange, messages: Messages): string[] {
  const { action, strategy, stage, weight, before, expiresAt, timeoutAction = '', others } = change;
  const { hookAnswers: words, episodes } = messages;
  const { stages } = episodes;
  const name = wordOf(stages.strategy, strategy) ?? escapeText(strategy);
  const goesOn = action === 'CONTINUE';
  return [
    revisionsOf(change, messages),
    ...(stage === undefined ? [] : [stages.where(name, stage)]),
    ...(weight === undefined ? [] : [trafficBar(weight, stages)]),
    ...(goesOn ? [nextText(change, words)] : []),
    ...(goesOn && others > 0 ? [words.others(others)] : []),
    ...(!goesOn && before.taskDefinition !== undefined ? [words.goesBack(before.taskDefinition)] : []),
    ...(expiresAt === undefined ? [] : [words.timeout(new Date(expiresAt), timeoutAction)]),
  ];
}

/** What ECS does in the stages that follow. */
function nextText(change: ContinueChange, words: Messages['hookAnswers']): string {
  const { strategy, stage } = change;
  if (stage === 'PRE_SCALE_UP' || stage === 'RECONCILE_SERVICE') return words.next.tasks;
  if (strategy === 'ROLLING') return words.next.other;
  switch (stage) {
    case 'POST_SCALE_UP':
      return words.next.testTraffic;
    case 'POST_TEST_TRAFFIC_SHIFT':
      return words.shifts(undefined);
    case 'PRE_PRODUCTION_TRAFFIC_SHIFT':
      return words.shifts(nextShare(change));
    case 'POST_PRODUCTION_TRAFFIC_SHIFT':
      return words.next.bakeTime;
    default:
      return words.next.other;
  }
}

/** The share of the traffic after the next step, percent; undefined where nobody knows. */
function nextShare({ strategy, weight, stepPercent = 0 }: ContinueChange): number | undefined {
  if (weight === undefined) return undefined;
  if (strategy === 'LINEAR') return Math.min(100, weight + stepPercent);
  return strategy === 'CANARY' && weight < stepPercent ? stepPercent : 100;
}
