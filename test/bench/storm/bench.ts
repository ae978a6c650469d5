import { parseArgs } from 'node:util';
import { arithmeticLimit, compareFinals, measureMerge } from './measure.ts';
import { runStorm } from './storm.ts';

// 10,000 task events over 60 services, through the real queue, the real handler and the local Slack; with --health each container has a check.
const { values } = parseArgs({ options: { json: { type: 'boolean' }, health: { type: 'boolean' } } });

measureMerge(1000);
const merge = [1000, 10_000, 100_000].map(measureMerge);
const { services, storm, watch, units, invocations, sent, seconds, memory, spanMs } = await runStorm(
  values.health === true,
);
const finals = await compareFinals(storm.slack.url, services);
await storm.close();

const sorted = [...watch.delays].sort((one, other) => one - other);
const percentile = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) / 1000);
const callsOf = (service: string) =>
  Object.fromEntries([...storm.calls].filter(([name]) => name.startsWith(`${service}:`)).sort());
const events = services.reduce((sum, service) => sum + service.events.length, 0);
const perEvent = (what: 'readUnits' | 'writeUnits') =>
  Math.round(([...units.values()].reduce((sum, each) => sum + each[what], 0) / events) * 100) / 100;
const wrong = finals.filter((final) => final.wrong.length > 0);
const minutes = spanMs / 60_000;
const editsAMinute = 40 - (storm.slack.calls() - storm.slack.taken()) / minutes;
const limit = arithmeticLimit(watch.arrivals, services.length, editsAMinute);
const figures = {
  events,
  delivered: sent,
  eventsPerSecond: merge[1]?.eventsPerSecond ?? 0,
  slackCalls: storm.slack.calls(),
  invocations,
  services: services.length,
  finalsEqual: finals.length - wrong.length,
  delayP50s: percentile(0.5),
  delayP95s: percentile(0.95),
  delayLimitS: Math.round(limit / 1000),
  timesLimit: Math.round((percentile(0.95) / (limit / 1000)) * 100) / 100,
  changes: sorted.length,
  changesNeverShown: watch.unshown(),
  eventMinutes: Math.round(spanMs / 6000) / 10,
  endToEndEventsPerSecond: Math.round(sent / seconds),
  eventsPerSlackCall: Math.round((events / storm.slack.calls()) * 10) / 10,
  merge,
  readUnitsPerEvent: perEvent('readUnits'),
  writeUnitsPerEvent: perEvent('writeUnits'),
  units: Object.fromEntries([...units].sort(([one], [other]) => (one < other ? -1 : 1))),
  dynamodb: callsOf('dynamodb'),
  ecs: callsOf('ecs'),
  largestRecordBytes: watch.largest(),
  memoryMb: Math.round(memory / 1e6),
  troubles: storm.troubles.length,
};
if (values.json) console.log(JSON.stringify(figures));
else {
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(24)}${JSON.stringify(value)}`);
  for (const { service, text, wrong: why } of wrong) console.log(`${service}: ${why.join(', ')}\n  ${text}`);
  for (const trouble of storm.troubles.slice(0, 10)) console.log(trouble.slice(0, 300));
}
process.exitCode = wrong.length === 0 ? 0 : 1;
