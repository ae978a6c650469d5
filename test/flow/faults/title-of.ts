import type { Case } from './case.ts';

/** `for 5s, step 1, ecs UpdateService 1: answer lost, one try`. */
export function titleOf({ sort, point, fault, delivered }: Case): string {
  return point === undefined
    ? `${sort.name}, step ${delivered?.step}: delivered ${delivered?.how}`
    : `${sort.name}, step ${point.step}, ${point.point}: ${fault?.name}`;
}
