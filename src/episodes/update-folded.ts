import { addFolded } from './add-folded.ts';
import type { TaskFact } from './fact.ts';
import type { FoldedTasks } from './fact-set.ts';
import { foldedId } from './folded-id.ts';

/** What the report of a task that is not kept in full changes; undefined when the task is not folded either. */
export function updateFolded(folded: FoldedTasks, fact: TaskFact): FoldedTasks | undefined {
  const id = foldedId(fact.id);
  if (folded.ended.includes(id) || fact.updatedAt <= folded.forgottenUntil) return folded;
  return id in folded.live ? addFolded(folded, fact.id, fact) : undefined;
}
