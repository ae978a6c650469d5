import { distance } from 'fastest-levenshtein';

/** The candidates that are like what was given, the nearest first; a guess that is far from it helps nobody. */
export function nearest(given: string, candidates: readonly string[], most = 3): string[] {
  const wanted = given.toLowerCase();
  const rank = (candidate: string) => {
    const name = candidate.toLowerCase();
    return name.includes(wanted) || (name !== '' && wanted.includes(name)) ? 0 : distance(wanted, name);
  };
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .filter(({ candidate, rank }) => isNear(rank, Math.max(wanted.length, candidate.length)))
    .sort((a, b) => a.rank - b.rank || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Two slips, or a third of a long name: a swap of two letters counts as two. */
function isNear(rank: number, length: number): boolean {
  return rank < length && rank <= Math.max(2, length / 3);
}
