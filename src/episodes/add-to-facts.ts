import type { EventFact, ServiceActionFact } from './fact.ts';
import type { FactSet } from './fact-set.ts';
import { foldTasks } from './fold-tasks.ts';
import { newestDeployment } from './newest-deployment.ts';
import { newestTask } from './newest-task.ts';
import { updateFolded } from './update-folded.ts';

/** Warnings of one service that are kept, the newest. */
const mostActions = 10;

/** An event merged into the facts. Adding it again, or in another order, gives the same. */
export function addToFacts(facts: FactSet, fact: EventFact): FactSet {
  switch (fact.kind) {
    case 'task': {
      const folded = fact.id in facts.tasks ? undefined : updateFolded(facts.folded, fact);
      if (folded !== undefined) return { ...facts, folded };
      const { kind: _, id, ...task } = fact;
      return foldTasks({ ...facts, tasks: { ...facts.tasks, [id]: newestTask(facts.tasks[id], task) } });
    }
    case 'deployment': {
      const deployment = newestDeployment(facts.deployments[fact.id], fact);
      return { ...facts, deployments: { ...facts.deployments, [fact.id]: deployment } };
    }
    case 'service-action':
      return { ...facts, actions: addAction(facts.actions, fact) };
  }
}

function addAction(actions: FactSet['actions'], fact: ServiceActionFact): FactSet['actions'] {
  const { kind: _, eventId, ...action } = fact;
  if (eventId in actions) return actions;
  const newest = Object.entries({ ...actions, [eventId]: action })
    .sort(([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1))
    .slice(0, mostActions);
  return Object.fromEntries(newest);
}
