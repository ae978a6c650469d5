import { createHash } from 'node:crypto';
import { createActors, type Press } from './actors.ts';
import { createChance } from './chance.ts';
import { createFaults, type FaultHit } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createPlan, operationsMs, type Plan } from './plan.ts';
import { policies } from './policies.ts';
import { startVirtualTime } from './time.ts';
import { createSimulation, type Simulation } from './world.ts';

/** What came of a seed. */
export interface Run {
  readonly seed: number;
  readonly plan: Plan;
  /** Epoch milliseconds: when operations began, when faults ended, when it was over. */
  readonly times: { readonly start: number; readonly calm: number; readonly end: number };
  readonly simulation: Simulation;
  readonly ledger: Ledger;
  readonly presses: readonly Press[];
  /** The policies that were deployed, and since when. */
  readonly deployed: readonly { readonly at: number; readonly policy: number }[];
  /** What went wrong. */
  readonly hits: readonly FaultHit[];
  readonly happenings: number;
  /** A hash of all that happened, with its times. */
  readonly trace: string;
}

const minute = 60_000;
const start = Date.parse('2026-11-30T00:00:00Z');
/** After operations nothing goes wrong any more: what hangs is retried, dead letters are given back, episodes close. */
const calmMs = 42 * minute;

/** Runs a seed's plan, or another one with the same chances. Takes over the process's time and chance while it runs. */
export async function runPlan(seed: number, plan: Plan = createPlan(seed)): Promise<Run> {
  const time = startVirtualTime(start, createChance(seed, 'ids'));
  const hash = createHash('sha256');
  let happenings = 0;
  const deployed = [{ at: start, policy: plan.policy }];
  const faults = createFaults(seed, time.now, plan.unreliable);
  const making = createSimulation({
    time,
    seed,
    seeds: 'demo',
    policy: () => policies[deployed.at(-1)?.policy ?? 0],
    faults,
    readLagMs: plan.readLagMs,
    createLedger,
    onHappening(line) {
      happenings += 1;
      hash.update(line).update('\n');
    },
  });
  try {
    await time.runUntil(start + minute);
    const simulation = await making;
    const actors = createActors({
      simulation,
      faults,
      time,
      setPolicy: (policy) => void deployed.push({ at: time.now(), policy }),
    });
    const begun = time.now();
    for (const step of plan.steps) {
      // Whoever is refused by the client has nothing more to do.
      time.after(step.at, () => void actors.act(step).catch(() => undefined));
    }
    const calm = begun + operationsMs;
    await time.runUntil(calm);
    faults.end();
    await time.runUntil(calm + 10 * minute);
    const redriving = simulation.redrive();
    const end = calm + calmMs;
    await time.runUntil(end);
    await redriving;
    const { ledger } = simulation;
    if (ledger === undefined) throw new Error('Nothing was written down.');
    return {
      seed,
      plan,
      times: { start: begun, calm, end },
      simulation,
      ledger,
      presses: actors.presses,
      deployed,
      hits: faults.hits,
      happenings,
      trace: hash.digest('hex'),
    };
  } finally {
    time.end();
  }
}
