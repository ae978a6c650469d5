import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeSorts, chooseCases, listCases, type Recording } from './faults/cases.ts';
import { type FaultWorld, startFaultWorld } from './faults/fault-world.ts';
import { type Lane, startLane } from './faults/lane.ts';
import { runCases, tableOf, wrongIn } from './faults/results.ts';
import { judgeRun } from './faults/verdict.ts';

/** `1/2`: the first of two parts that make up everything at every point, as `npm run faults` runs them; else one fault at each point. */
const [part, parts] = (process.env.FAULTS ?? '').split('/').map(Number);
/** Names of sorts of changes, with commas between: only these, as in `npm run faults -- deploy`. */
const only = process.env.FAULTS_SORTS?.split(',');
const sorts = changeSorts.filter(({ name }) => only?.includes(name) ?? true);
/** While one waits for the SDK's next try the others work. */
const laneCount = 5;

let faultWorld: FaultWorld;
let lanes: Lane[] = [];
beforeAll(async () => {
  const names = Array.from({ length: laneCount }, (_, index) => `lane-${index}`);
  faultWorld = await startFaultWorld();
  lanes = await Promise.all(names.map((name) => startLane(name, faultWorld)));
});
afterAll(() => faultWorld?.close());

test('whatever goes wrong at whatever point: once or not at all, told, recorded truly, and nothing is lost', async () => {
  const recordings = await record();
  const all = listCases(recordings);
  const cases =
    parts === undefined ? chooseCases(all) : all.filter((_, index) => index % parts === (part ?? 0) - 1);
  const results = await runCases(cases, lanes);
  if (parts === undefined) await writeFile('.build/faults.md', tableOf(results));
  else await writeFile(`.build/faults-${part}.json`, JSON.stringify(results));
  expect(wrongIn(results)).toEqual([]);
}, 7_200_000);

/** The await points: every request of the worker, as a change that nothing disturbs makes them. */
async function record(): Promise<Recording[]> {
  const recordings: Recording[] = [];
  const [lane] = lanes as [Lane];
  for (const [index, sort] of sorts.entries()) {
    const cold = await lane.run({ sort, cold: true }, `c${index}`);
    const warm = await lane.run({ sort }, `w${index}`);
    for (const clean of [cold, warm]) {
      expect(judgeRun(clean), sort.name).toEqual({
        made: 'once',
        unknown: false,
        deadLetter: false,
        wrong: [],
      });
    }
    recordings.push({ sort, cold: cold.calls, warm: warm.calls });
  }
  return recordings;
}
