import type { Case } from './case.ts';

/**
 * A part of all cases: each point with one of the things that can go wrong there, in turn, and each job delivered in one wrong
 * way. What waits for real time-outs is left out.
 */
export function chooseCases(all: readonly Case[]): Case[] {
  const places = Map.groupBy(
    all.filter(({ fault }) => fault?.damage !== 'silent'),
    ({ sort, point, delivered }) =>
      `${sort.name} ${point ? `${point.step} ${point.point}` : `job ${delivered?.step}`}`,
  );
  // Seven has no divisor in common with how many faults a point has, so that neighbours differ.
  return [...places.values()].flatMap((cases, index) => cases[(index * 7) % cases.length] ?? []);
}
