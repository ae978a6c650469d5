import { assumed, prices } from './prices.ts';

/** What the benches counted, as `npm run cost -- --count` writes it. */
export interface Counts {
  readonly commands: {
    readonly commands: number;
    readonly presses: number;
    readonly minutes: number;
    readonly used: Counted;
    readonly idle: Counted;
  };
  /** `bench:storm`. */
  readonly storm: {
    readonly events: number;
    readonly delivered: number;
    readonly invocations: number;
    readonly slackCalls: number;
    readonly readUnitsPerEvent: number;
    readonly writeUnitsPerEvent: number;
    readonly dynamodb: Readonly<Record<string, number>>;
    readonly ecs: Readonly<Record<string, number>>;
  };
}

/** Requests by who asks whom (`worker ecs`), and units and bytes by function. */
interface Counted {
  readonly requests: Readonly<Record<string, number>>;
  readonly units: Readonly<Record<string, { readonly readUnits: number; readonly writeUnits: number }>>;
  readonly logBytes: Readonly<Record<string, number>>;
}

/** What is in the template: how many alarms, and each function's memory in MB. */
export interface Deployed {
  readonly alarms: number;
  readonly memoryMb: Readonly<Record<'slack' | 'worker' | 'task-events', number>>;
}

/** One line of the bill: so many of something, a month, at a price each. */
interface Line {
  readonly service: string;
  readonly what: string;
  readonly count: number;
  readonly price: number;
}

interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

const events = 1_000_000;
const commands = 1000;
const sumOf = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The bill of a month, by what causes it. */
export function bill(counts: Counts, deployed: Deployed): readonly Section[] {
  return [
    { title: 'Nothing happens', lines: idleLines(counts, deployed) },
    { title: '1,000 commands', lines: commandLines(counts, deployed) },
    { title: 'A million events', lines: eventLines(counts, deployed) },
  ];
}

function idleLines({ commands: { idle } }: Counts, { alarms, memoryMb }: Deployed): Line[] {
  const { hours, polls, pollSeconds } = assumed;
  const sweeps = hours * 60;
  const polled = (polls * hours * 3600) / pollSeconds;
  const units = idle.units['task-events'] ?? { readUnits: 0, writeUnits: 0 };
  const calls = (idle.requests['task-events dynamodb'] ?? 0) / 60;
  const ms = computing(assumed.sweepMs, memoryMb['task-events']) + calls * assumed.dynamodbMs;
  return [
    { service: 'CloudWatch', what: 'alarms', count: alarms, price: prices.alarm },
    { service: 'SQS', what: 'empty long polls, events queue', count: polled, price: prices.queueRequest },
    { service: 'SQS', what: 'empty long polls, commands queue', count: polled, price: prices.fifoRequest },
    { service: 'SQS', what: 'the sweep, sent and deleted', count: 2 * sweeps, price: prices.queueRequest },
    ...lambdaLines(sweeps, ms, memoryMb['task-events']),
    ...unitLines(units.readUnits * hours, units.writeUnits * hours),
    { service: 'DynamoDB', what: 'GB kept', count: assumed.tableGb, price: prices.tableGb },
    ...logLines((sweeps * assumed.logBytes) / 1e9),
  ];
}

function commandLines(counts: Counts, { memoryMb }: Deployed): Line[] {
  const { commands: counted } = counts;
  const { used, idle, presses, minutes } = counted;
  const times = commands / counted.commands;
  const requests = (counted.commands + presses) * times;
  const of = (name: string) => (used.requests[name] ?? 0) - (idle.requests[name] ?? 0) * (minutes / 60);
  const unitsOf = (what: 'readUnits' | 'writeUnits') =>
    Object.entries(used.units).reduce(
      (sum, [who, units]) => sum + units[what] - (idle.units[who]?.[what] ?? 0) * (minutes / 60),
      0,
    );
  const asked = ['ecs', 'ecr', 'sqs', 'application-autoscaling', 'scheduler'].reduce(
    (sum, service) => sum + of(`worker ${service}`),
    0,
  );
  const ms =
    computing(assumed.ownMs, memoryMb.worker) +
    (of('worker slack') * assumed.slackMs +
      asked * assumed.awsMs +
      of('worker dynamodb') * assumed.dynamodbMs) /
      (counted.commands + presses);
  const bytes = sumOf(used.logBytes) * times + 2 * requests * assumed.logBytes;
  return [
    { service: 'API Gateway', what: 'requests', count: requests, price: prices.apiRequest },
    ...lambdaLines(requests, assumed.frontDoorInitMs + assumed.frontDoorMs, memoryMb.slack, ', front door'),
    ...lambdaLines(requests, assumed.workerInitMs + ms, memoryMb.worker, ', worker'),
    { service: 'SQS', what: 'sent, received, deleted', count: 3 * requests, price: prices.fifoRequest },
    ...unitLines(unitsOf('readUnits') * times, unitsOf('writeUnits') * times),
    { service: 'Scheduler', what: 'timers', count: of('worker scheduler') * times, price: prices.schedule },
    ...logLines(bytes / 1e9),
  ];
}

function eventLines({ storm }: Counts, { memoryMb }: Deployed): Line[] {
  const times = events / storm.events;
  const invocations = storm.invocations * times;
  const ms =
    computing(assumed.ownMs, memoryMb['task-events']) +
    (storm.slackCalls * assumed.slackMs +
      sumOf(storm.ecs) * assumed.awsMs +
      sumOf(storm.dynamodb) * assumed.dynamodbMs) /
      storm.invocations;
  return [
    { service: 'SQS', what: 'messages sent', count: storm.delivered * times, price: prices.queueRequest },
    {
      service: 'SQS',
      what: 'batches received and deleted',
      count: 2 * invocations,
      price: prices.queueRequest,
    },
    ...lambdaLines(invocations, ms, memoryMb['task-events']),
    ...unitLines(storm.readUnitsPerEvent * events, storm.writeUnitsPerEvent * events),
    ...logLines((invocations * assumed.logBytes) / 1e9),
  ];
}

/** How long a function takes for what a whole core does in `coreMs`. */
function computing(coreMs: number, memoryMb: number): number {
  return coreMs / Math.min(1, memoryMb / assumed.coreMb);
}

function lambdaLines(invocations: number, ms: number, memoryMb: number, which = ''): Line[] {
  const gbSeconds = (invocations * ms * memoryMb) / 1024 / 1000;
  return [
    { service: 'Lambda', what: `invocations${which}`, count: invocations, price: prices.invocation },
    {
      service: 'Lambda',
      what: `GB-seconds${which}, ${Math.round(ms)} ms each`,
      count: gbSeconds,
      price: prices.gbSecond,
    },
  ];
}

function unitLines(readUnits: number, writeUnits: number): Line[] {
  return [
    { service: 'DynamoDB', what: 'read units', count: readUnits, price: prices.readUnit },
    { service: 'DynamoDB', what: 'write units', count: writeUnits, price: prices.writeUnit },
  ];
}

function logLines(gb: number): Line[] {
  return [
    {
      service: 'CloudWatch',
      what: 'GB of logs, kept a month',
      count: gb,
      price: prices.logGb + prices.keptLogGb,
    },
  ];
}

/** USD of a section. */
export function totalOf({ lines }: Section): number {
  return lines.reduce((sum, { count, price }) => sum + count * price, 0);
}
