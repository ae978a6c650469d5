import type { Run } from '../run.ts';
import { checkAccess } from './access.ts';
import { checkAnswers } from './answers.ts';
import { checkDeployments } from './deployments.ts';
import { checkDone } from './done.ts';
import { checkEffects } from './effects.ts';
import { checkEnds } from './ends.ts';
import { checkEpisodes } from './episodes.ts';
import { checkFreezes } from './freezes.ts';
import { checkHooks } from './hooks.ts';
import { checkMessages } from './messages.ts';
import { checkOrder } from './order.ts';
import { checkRecords } from './records.ts';
import { checkRefusals } from './refusals.ts';
import { checkSlack } from './slack.ts';
import { checkUnasked } from './unasked.ts';
import { checkWaiting } from './waiting.ts';

/** What must hold after every run, each with what it is about; a check returns one sentence for each thing that is wrong. */
const invariants: readonly ((run: Run) => string[])[] = [
  checkAccess,
  checkOrder,
  checkEffects,
  checkDeployments,
  checkHooks,
  checkWaiting,
  checkFreezes,
  checkEnds,
  checkAnswers,
  checkEpisodes,
  checkMessages,
  checkDone,
  checkSlack,
  checkRecords,
  checkRefusals,
  checkUnasked,
];

/** Everything that is wrong with a run; nothing if all holds. */
export function findViolations(run: Run): string[] {
  return invariants.flatMap((check) => check(run));
}
