import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { buildFunctions } from '../../../infra/build/functions.ts';
import { writeSlackApp } from '../../../infra/build/slack-app.ts';
import { runLoad } from './run.ts';

// 50 signed requests a second for a minute at the local HTTP API, the built bundles behind it.
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    people: { type: 'string', default: '200' },
    warm: { type: 'string', default: '10' },
    json: { type: 'boolean' },
  },
});
const plan = {
  rate: Number(values.rate),
  seconds: Number(values.seconds),
  people: Number(values.people),
  warmSeconds: Number(values.warm),
};

await Promise.all([buildFunctions(), writeSlackApp()]);
const { sent, answers, drainSeconds, ...rest } = await runLoad(plan);
const percentile = (share: number) =>
  Math.round((sent.ackMs[Math.ceil(sent.ackMs.length * share) - 1] ?? Number.NaN) * 10) / 10;
const figures = {
  ...plan,
  cores: availableParallelism(),
  statuses: sent.statuses,
  forged: sent.forged,
  accepted: sent.accepted,
  ackP50Ms: percentile(0.5),
  ackP95Ms: percentile(0.95),
  ackP99Ms: percentile(0.99),
  ackMostMs: percentile(1),
  answeredOnce: answers.once,
  answeredNever: answers.never,
  answeredMoreOften: answers.moreOften,
  answeredUncalled: answers.uncalled,
  progressMessages: answers.progress,
  drainSeconds: Math.round(drainSeconds * 10) / 10,
  ...rest,
  faults: rest.faults.length,
};
if (values.json) console.log(JSON.stringify(figures));
else {
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(20)}${JSON.stringify(value)}`);
  for (const fault of rest.faults.slice(0, 10)) console.log(fault.slice(0, 300));
}
const isWell =
  Object.keys(sent.statuses).every((status) => status === '200') &&
  Object.keys(sent.forged).every((status) => status === '401') &&
  answers.never + answers.moreOften + answers.uncalled === 0 &&
  rest.left === 0 &&
  rest.deadLetters === 0;
process.exitCode = isWell ? 0 : 1;
