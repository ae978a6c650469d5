/** What the lesson makes, in the order in which it is best taken away. */
const madeThings = ['service', 'cluster', 'repository', 'taskDefinition', 'network'] as const;

export type MadeThing = (typeof madeThings)[number];

/**
 * What the learner at this place has to take away. The network is everybody's: the first place, whose learner is there alone most of
 * the time, answers for it.
 */
export function ownThings(place: number): MadeThing[] {
  return madeThings.filter((thing) => thing !== 'network' || place === 1);
}
