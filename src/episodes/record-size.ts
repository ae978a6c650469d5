import { type FactSet, noFacts } from './facts.ts';
import { foldTasks } from './folding.ts';
import type { EpisodeRecord } from './record.ts';

/** An item of DynamoDB holds 400 KB; as JSON it is a little larger than there. */
const mostBytes = 280_000;
/** What is kept in full of an episode that is too large otherwise. */
const few = { ended: 8, live: 16 };
const fewest = 5;

/**
 * The record, where it would be too large to be saved without what is told last: of replaced episodes, of events that belong
 * to none, of tasks and deployments long past. Each of its lists is bounded; all at their bounds with long texts are too much.
 */
export function fitRecord(record: EpisodeRecord): EpisodeRecord {
  let fitted = record;
  for (const shrink of shrinkings) {
    if (Buffer.byteLength(JSON.stringify(fitted)) <= mostBytes) return fitted;
    fitted = shrink(fitted);
  }
  return fitted;
}

const shrinkings: readonly ((record: EpisodeRecord) => EpisodeRecord)[] = [
  (record) => ({
    ...record,
    lastEdits: record.lastEdits
      .slice(-1)
      .map((edit) => ({ ...edit, episode: { ...edit.episode, facts: shrunk(edit.episode.facts) } })),
  }),
  (record) => ({ ...record, episode: { ...record.episode, loose: noFacts } }),
  (record) => ({ ...record, episode: { ...record.episode, facts: shrunk(record.episode.facts) } }),
  (record) => ({ ...record, lastEdits: [] }),
];

function shrunk(facts: FactSet): FactSet {
  const { folded, deployments, actions, ...rest } = foldTasks(facts, few);
  return {
    ...rest,
    folded: { ...folded, live: Object.fromEntries(Object.entries(folded.live).slice(-500)) },
    deployments: newest(deployments),
    actions: newest(actions),
  };
}

function newest<One extends { readonly at: number }>(
  entries: Readonly<Record<string, One>>,
): Readonly<Record<string, One>> {
  const byTime = Object.entries(entries).sort(([, one], [, other]) => other.at - one.at);
  return Object.fromEntries(byTime.slice(0, fewest));
}
