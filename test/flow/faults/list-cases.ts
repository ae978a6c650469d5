import type { Call } from './call.ts';
import type { Case } from './case.ts';
import type { ChangeSort } from './change-sort.ts';
import { faultsAt } from './faults-at.ts';

/** The requests of a clean run of each sort of change, with a fresh Lambda and with a warm one. */
export interface Recording {
  readonly sort: ChangeSort;
  readonly cold: readonly Call[];
  readonly warm: readonly Call[];
}

/** Each point of each sort of change with everything that can go wrong there, and each job delivered in each wrong way. */
export function listCases(recordings: readonly Recording[]): Case[] {
  const known = new Set<string>();
  return recordings.flatMap(({ sort, cold, warm }) =>
    sort.steps.flatMap((step, index) => {
      if (index < sort.lead) return [];
      const calls = cold.filter((call) => call.step === index);
      // A line that asks for the same as another sort's does not know where it leads.
      const list = calls.map(({ point }) => point).join('\n');
      if (step.type === 'typed' && known.has(list)) return [];
      known.add(list);
      const atPoints = calls.flatMap((point): Case[] => {
        const isWarm = warm.some((call) => call.step === index && call.point === point.point);
        return faultsAt(point, sort).map((fault) => ({ sort, point, fault, ...(!isWarm && { cold: true }) }));
      });
      const ways = ['twice', 'twice at once', 'too late'] as const;
      return [...atPoints, ...ways.map((how): Case => ({ sort, delivered: { step: index, how } }))];
    }),
  );
}
