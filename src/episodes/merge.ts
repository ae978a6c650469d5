import { isDeepStrictEqual } from 'node:util';
import type { Episode } from './episode.ts';
import type { AnswerFact, Fact, OutcomeFact, TaskFact, TasksFact } from './fact.ts';
import { mergeEvent } from './merge-event.ts';

/** Revisions that are remembered; an episode with more deployments tells of its newest. */
const mostRevisions = 30;
/** A service that is missing for so long is no new one. */
const doubtMs = 20_000;

/**
 * The episode with these facts. Within one episode any order, repetition and division of the facts gives the same; where one
 * episode ends and the next begins is decided by the facts' own times. A fact that adds nothing gives back the
 * very same object.
 */
export function merge(episode: Episode, facts: readonly Fact[]): Episode {
  const merged = facts.reduce(mergeFact, episode);
  return isDeepStrictEqual(merged, episode) ? episode : merged;
}

function mergeFact(episode: Episode, fact: Fact): Episode {
  switch (fact.kind) {
    case 'task':
      return mergeTask(episode, fact);
    case 'deployment':
    case 'service-action':
      return mergeEvent(episode, fact);
    case 'answer':
      return mergeAnswer(episode, fact);
    case 'tasks':
      return mergeTasks(episode, fact);
    case 'events-lost':
      return episode.phase === 'open' ? { ...episode, eventsLost: true } : episode;
    case 'outcome':
      return mergeOutcome(episode, fact);
    case 'undo-over':
      return episode.cause?.changeId === fact.changeId ? { ...episode, undoOver: true } : episode;
    case 'task-definition': {
      const { taskDefinition, hasHealthCheck, imageTag } = fact;
      const essentialChecks = { ...episode.essentialChecks, [taskDefinition]: hasHealthCheck };
      const last = Object.entries(essentialChecks).slice(-mostRevisions);
      const known = { ...episode, essentialChecks: Object.fromEntries(last) };
      return withImageTag(known, taskDefinition, imageTag);
    }
  }
}

/** A task that is too late for its episode does not tell of revisions either. */
function mergeTask(episode: Episode, fact: TaskFact): Episode {
  const merged = mergeEvent(episode, fact);
  if (merged === episode) return episode;
  const { startedBy, taskDefinition, imageTag } = fact;
  return withImageTag(withRevision(merged, startedBy, taskDefinition), taskDefinition, imageTag);
}

function mergeAnswer(episode: Episode, { kind: _, missing, ...answer }: AnswerFact): Episode {
  if (episode.phase === 'closed') return episode;
  if (missing) return mergeMissing(episode, answer);
  const { missing: doubted, ...rest } = episode;
  return mergeSureAnswer(doubted && answer.at > doubted.to ? rest : episode, answer);
}

/** Right after its creation ECS may not know a service everywhere: only what is missing twice is gone. */
function mergeMissing(episode: Episode, answer: Omit<AnswerFact, 'kind'>): Episode {
  const { from = answer.at, to = answer.at } = episode.missing ?? {};
  const missing = { from: Math.min(from, answer.at), to: Math.max(to, answer.at) };
  const doubted = { ...episode, missing };
  if (missing.to - missing.from < doubtMs) return doubted;
  return mergeSureAnswer(doubted, { ...answer, at: missing.to, deleted: true });
}

function mergeSureAnswer(episode: Episode, answer: Omit<AnswerFact, 'kind'>): Episode {
  const known = answer.deployments.reduce(
    (sofar, { id, taskDefinition }) => withRevision(sofar, id, taskDefinition),
    episode,
  );
  return answer.at > (episode.answer?.at ?? 0) ? { ...known, answer } : known;
}

/** What ECS answered of tasks tells of this episode alone: it never opens one, nor adds tasks that ran before it. */
function mergeTasks(episode: Episode, { tasks }: TasksFact): Episode {
  if (episode.phase !== 'open') return episode;
  return tasks.reduce((sofar, task) => mergeTask(sofar, { kind: 'task', ...task }), episode);
}

/** The first outcome stands: a change that is carried out again after a crash had already ended. */
function mergeOutcome(episode: Episode, { kind: _, changeId, ...outcome }: OutcomeFact): Episode {
  if (episode.cause?.changeId !== changeId) return episode;
  const known = episode.outcome;
  const first = known === undefined || outcome.at < known.at;
  return first ? { ...episode, outcome } : episode;
}

function withRevision(episode: Episode, deployment: string | undefined, taskDefinition: string): Episode {
  const { revisions } = episode;
  if (deployment === undefined || deployment in revisions) return episode;
  const last = [...Object.entries(revisions), [deployment, taskDefinition] as const].slice(-mostRevisions);
  return { ...episode, revisions: Object.fromEntries(last) };
}

function withImageTag(episode: Episode, taskDefinition: string, imageTag: string | undefined): Episode {
  const { imageTags } = episode;
  if (imageTag === undefined || taskDefinition in imageTags) return episode;
  const last = [...Object.entries(imageTags), [taskDefinition, imageTag] as const].slice(-mostRevisions);
  return { ...episode, imageTags: Object.fromEntries(last) };
}
