import type { TaskState } from './fact.ts';
import type { FoldedTasks } from './fact-set.ts';
import { foldedId } from './folded-id.ts';
import { isEnded } from './is-ended.ts';
import { isPlannedStop } from './is-explained-stop.ts';
import { isStopping } from './is-stopping.ts';
import { stopReason } from './stop-reason.ts';
import { isTrouble } from './stop-reasons/codes.ts';

/** Ids of ended tasks that are remembered, and reasons that are counted apart. */
const mostEnded = 1500;
/** Live ones that are counted; with more, those that run longest are no part of the story. */
const mostLive = 3000;
const mostReasons = 8;

/** A task's state counted into the folded ones. */
export function addFolded(folded: FoldedTasks, taskId: string, task: TaskState): FoldedTasks {
  const id = foldedId(taskId);
  if (!isEnded(task)) {
    const state = isStopping(task) ? 2 : task.startedAt === undefined ? 0 : 1;
    const live = { ...folded.live, [id]: Math.max(folded.live[id] ?? 0, state) };
    const entries = Object.entries(live);
    return {
      ...folded,
      live: entries.length > mostLive ? Object.fromEntries(entries.slice(-mostLive)) : live,
    };
  }
  const { [id]: _, ...live } = folded.live;
  const counted = isPlannedStop(task)
    ? { expected: folded.expected + 1 }
    : { reasons: countReason(folded.reasons, reasonKey(task)), ...failedAt(folded, task) };
  return forget({ ...folded, live, ended: [...folded.ended, id], ...counted }, task);
}

/** Whether it belongs to a service is not known here: what is none of a standalone task does not count. */
function failedAt(folded: FoldedTasks, task: TaskState): Pick<FoldedTasks, 'failedAt'> {
  if (!isTrouble(stopReason(task, true).code, true)) return {};
  return { failedAt: Math.max(folded.failedAt ?? 0, task.stoppedAt ?? task.updatedAt) };
}

function countReason(reasons: FoldedTasks['reasons'], reason: string): FoldedTasks['reasons'] {
  const key = reason in reasons || Object.keys(reasons).length < mostReasons ? reason : '…';
  return { ...reasons, [key]: (reasons[key] ?? 0) + 1 };
}

/** Beyond so many ids, they are given up and told apart by time: who folds takes the earliest ends first. */
function forget(folded: FoldedTasks, last: TaskState): FoldedTasks {
  if (folded.ended.length <= mostEnded) return folded;
  return { ...folded, ended: [], forgottenUntil: Math.max(folded.forgottenUntil, last.updatedAt) };
}

function reasonKey(task: TaskState): string {
  const { code, detail } = stopReason(task, false);
  return detail === undefined ? code : `${code}:${detail.slice(0, 80)}`;
}
