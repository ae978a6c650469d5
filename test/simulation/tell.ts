// node test/simulation/tell.ts <seed>: the story of a seed. One that fails is first shrunk to what is needed to fail.
import { argv } from 'node:process';
import { findViolations } from './invariants/invariants.ts';
import { createPlan, type Plan } from './plan.ts';
import { runPlan } from './run.ts';
import { kindOfViolation, shrinkPlan } from './shrink.ts';
import { tellStory } from './story.ts';

const seed = Number(argv[2]);
const whole = createPlan(seed);
const kinds = new Set((await violationsOf(whole)).map(kindOfViolation));
const fails = async (plan: Plan) =>
  (await violationsOf(plan)).some((what) => kinds.has(kindOfViolation(what)));
const plan = kinds.size === 0 ? whole : await shrinkPlan(whole, fails);
const run = await runPlan(seed, plan);
const violations = findViolations(run);
const lines = [
  ...(plan === whole ? [] : [`${plan.steps.length} of ${whole.steps.length} steps are enough to fail:`]),
  ...tellStory(run),
  ...(violations.length === 0 ? ['Everything held.'] : violations.map((what) => `WRONG: ${what}`)),
];
process.stdout.write(`${lines.join('\n')}\n`);

async function violationsOf(plan: Plan): Promise<string[]> {
  return findViolations(await runPlan(seed, plan));
}
