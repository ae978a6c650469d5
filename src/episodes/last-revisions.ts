import type { Episode } from './episode.ts';

/**
 * What the next episode has to know of the one before: the revisions that DescribeServices named last, so that a
 * rollout can tell what it replaces, and what their task definitions say.
 */
export function lastRevisions({
  answer,
  revisions,
  imageTags,
  essentialChecks = {},
}: Episode): Pick<Episode, 'revisions' | 'imageTags' | 'essentialChecks'> {
  const last = Object.entries(revisions).filter(([id]) => answer?.deployments.some((one) => one.id === id));
  const running = new Set(last.map(([, taskDefinition]) => taskDefinition));
  return {
    revisions: Object.fromEntries(last),
    imageTags: only(imageTags, running),
    essentialChecks: only(essentialChecks, running),
  };
}

function only<Value>(values: Readonly<Record<string, Value>>, names: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}
