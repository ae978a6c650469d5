import type { EventFact, ServiceActionFact } from './fact.ts';
import type { FactSet } from './fact-set.ts';
import { foldTasks } from './fold-tasks.ts';
import { newestDeployment } from './newest-deployment.ts';
import { newestTask } from './newest-task.ts';
import { updateFolded } from './update-folded.ts';

/** Service actions that are kept: of each name the newest, so that many of one don't push out the only one of another. */
const mostOfOneName = 3;
const mostActions = 20;
/** Deployments that are kept, the newest: an episode with more tells of these. */
const mostDeployments = 30;

/** An event merged into the facts. Adding it again, or in another order, gives the same. */
export function addToFacts(facts: FactSet, fact: EventFact): FactSet {
  switch (fact.kind) {
    case 'task': {
      const folded = fact.id in facts.tasks ? undefined : updateFolded(facts.folded, fact);
      if (folded !== undefined) return { ...facts, folded };
      const { kind: _, id, imageTag: __, ...task } = fact;
      return foldTasks({ ...facts, tasks: { ...facts.tasks, [id]: newestTask(facts.tasks[id], task) } });
    }
    case 'deployment': {
      const deployment = newestDeployment(facts.deployments[fact.id], fact);
      return { ...facts, deployments: newestOf({ ...facts.deployments, [fact.id]: deployment }) };
    }
    case 'service-action':
      return { ...facts, actions: addAction(facts.actions, fact) };
  }
}

function newestOf(deployments: FactSet['deployments']): FactSet['deployments'] {
  const entries = Object.entries(deployments);
  if (entries.length <= mostDeployments) return deployments;
  const byTime = entries.sort(
    ([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1),
  );
  return Object.fromEntries(byTime.slice(0, mostDeployments));
}

/** By its id, so the same event again changes nothing. */
function addAction(actions: FactSet['actions'], fact: ServiceActionFact): FactSet['actions'] {
  const { kind: _, eventId, ...action } = fact;
  const names = new Map<string, number>();
  const newest = Object.entries({ ...actions, [eventId]: action })
    .sort(([oneId, one], [otherId, other]) => other.at - one.at || (oneId < otherId ? -1 : 1))
    .filter(([, { eventName }]) => {
      const count = (names.get(eventName) ?? 0) + 1;
      names.set(eventName, count);
      return count <= mostOfOneName;
    });
  return Object.fromEntries(newest.slice(0, mostActions));
}
