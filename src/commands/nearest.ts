import { distance } from 'fastest-levenshtein';

/** The candidates most like what was given, the nearest first. */
export function nearest(given: string, candidates: readonly string[], most = 3): string[] {
  const wanted = given.toLowerCase();
  const rank = (candidate: string) => {
    const name = candidate.toLowerCase();
    return name.includes(wanted) || (name !== '' && wanted.includes(name)) ? 0 : distance(wanted, name);
  };
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((a, b) => a.rank - b.rank || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
