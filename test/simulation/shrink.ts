import type { Plan } from './plan.ts';

/** Whether a plan still fails in the same way. */
type Fails = (plan: Plan) => Promise<boolean>;

/**
 * The smallest plan found that still fails: without unreliable events if it does without, and with as few steps as possible. Steps are left out by
 * halves, quarters and so on (delta debugging), each of which costs a run.
 */
export async function shrinkPlan(plan: Plan, fails: Fails): Promise<Plan> {
  const calm = { ...plan, unreliable: false };
  let smallest = (await fails(calm)) ? calm : plan;
  for (let size = Math.ceil(smallest.steps.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < smallest.steps.length; ) {
      const steps = smallest.steps.toSpliced(from, size);
      if (await fails({ ...smallest, steps })) smallest = { ...smallest, steps };
      else from += size;
    }
    if (size === 1) return smallest;
  }
}

/** What a violation is about, without the numbers and ids that differ between runs. */
export function kindOfViolation(what: string): string {
  return what.replaceAll(/[0-9a-f]{12,}|\d+/g, '…').slice(0, 60);
}
