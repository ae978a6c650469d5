import type { Message } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { AuditEntry } from '../../../src/changes/audit.ts';
import type { Job } from '../../../src/front-door/job.ts';
import { commandJob, pressJob } from '../../helpers/bot.ts';
import { createSlackSink, type Sunk } from '../../helpers/slack-sink.ts';
import { type Call, type Case, damageOf } from './cases.ts';
import type { FaultWorld } from './fault-world.ts';
import { createLaneQueue } from './lane-queue.ts';
import { createWire } from './wire.ts';

/** A step's job that became a dead letter, and what came of it when it was given back with nothing going wrong any more. */
interface DeadLetter {
  readonly step: number;
  /** How much Slack had taken by then, and what had been made: counts and others. */
  readonly taken: number;
  readonly effects: number;
  readonly again: boolean;
}

/** What Slack took: of which step's job, and how many counts and others were made by then. */
export interface Taken extends Sunk {
  readonly step: number;
  readonly effects: number;
}

/** What a case left behind when its queue was empty. */
export interface CaseRun {
  readonly given: Case;
  readonly asker: string;
  readonly second: string;
  /** Every request of the worker. */
  readonly calls: readonly Call[];
  /** How many requests were damaged. */
  readonly damaged: number;
  readonly taken: readonly Taken[];
  /** Every other desired count that was set, in order. */
  readonly counts: readonly number[];
  /** Tasks of the service that were ever stopped from Slack, deployments that were begun or stopped, hooks that were answered. */
  readonly others: number;
  /** Revisions of a task definition that were registered. */
  readonly registered: number;
  readonly maximum?: number;
  readonly entries: readonly AuditEntry[];
  /** Where an outcome is unknown: the change's message says so by now. */
  readonly isToldUnknown: boolean;
  readonly deadLetters: readonly DeadLetter[];
  /** How often each step's job was delivered. */
  readonly deliveries: readonly number[];
  /** Messages that are left in the queue or its dead letters. */
  readonly left: number;
}

export interface Lane {
  /** Makes one change from its line to its end, with what the case has go wrong. */
  run(given: Case, id: string): Promise<CaseRun>;
}

/** Older than two minutes. */
const late = 130_000;
/** The wire has timers go off within that many seconds. */
const timerSeconds = 4;

/** One worker with a queue and a wire of its own: one case at a time. */
export async function startLane(name: string, faultWorld: FaultWorld): Promise<Lane> {
  const { world, sqs, cluster } = faultWorld;
  const queue = await createLaneQueue(sqs, name);
  const host = `${name}.simulated`;
  const origin = `http://${host}`;
  const sink = createSlackSink(origin);
  const wire = createWire({ world, sink, kill: () => worker.kill() });
  world.hosts[host] = wire.host;
  // The SDK asks a queue at the host of its URL.
  const through = (url: string) => `${origin}${new URL(url).pathname}`;
  const worker = world.createWorker({
    AWS_ENDPOINT_URL: origin,
    SLACK_API_URL: sink.apiUrl,
    COMMANDS_QUEUE_URL: through(queue.url),
    COMMANDS_QUEUE_ARN: queue.arn,
    EVENTS_QUEUE_URL: through(world.queueUrl('ecs-ops-bot-local-events')),
  });

  /** Hands a message to the worker; false when it has to come again. */
  async function hand(message: Message): Promise<boolean> {
    try {
      const { batchItemFailures } = await worker.invoke({ Records: [toRecord(message, queue.arn)] });
      return batchItemFailures.length === 0;
    } catch {
      // It died or ran out of time.
      worker.kill();
      return false;
    }
  }

  async function run(given: Case, id: string): Promise<CaseRun> {
    const { sort, delivered, fault } = given;
    const service = `${sort.together ? 'together' : 'alone'}-${id}`;
    const people = { asker: `UA${id.toUpperCase()}`, second: `UB${id.toUpperCase()}` };
    const counts: number[] = [];
    const deliveries = sort.steps.map(() => 0);
    const deadLetters: DeadLetter[] = [];
    const taken: Taken[] = [];
    const effectsAt = new Map<Sunk, number>();
    let others = 0;
    let registered = 0;
    const effects = () => counts.length + others;
    sink.answer = (sunk) => {
      effectsAt.set(sunk, effects());
      return undefined;
    };
    const timers = { set: 0, seen: 0 };
    let damaged = 0;
    let isOver = false;
    if (given.cold) worker.kill();
    await faultWorld.createService(service, sort.maximum?.before, {
      runs: sort.others > 0,
      state: sort.service,
    });
    wire.calls.length = 0;
    wire.damage = (call) => {
      const damage = isOver ? undefined : damageOf(given, call);
      if (damage !== undefined) damaged += 1;
      return damage;
    };
    wire.taken = async (call) => {
      if (call.point.startsWith('scheduler')) timers.set += 1;
      if (call.point.startsWith('ecs RegisterTaskDefinition')) registered += 1;
      if (!call.writes || !/^(ecs|application-autoscaling) /.test(call.point)) return;
      if (
        /^ecs (StopTask|UpdateService|(Stop|Continue)ServiceDeployment)/.test(call.point) &&
        sort.others > 0
      )
        others = 1;
      const count = await faultWorld.desiredCount(service);
      if (count !== (counts.at(-1) ?? 1)) counts.push(count);
    };

    const stepOf = (message: Message, step: number) =>
      message.Body?.includes('"kind":"return"') ? sort.steps.length - 1 : step;

    /** Delivers until the queue is empty. */
    async function settle(current: number, seconds: number): Promise<void> {
      for (;;) {
        const message = await queue.receive(seconds);
        if (message === undefined) return;
        await deliver(message, stepOf(message, current));
        if (timers.seen >= timers.set) seconds = 0;
        if (fault?.timerFirst && timers.seen < timers.set) await timerFirst();
      }
    }

    /** Waits for the timer's message, and has it done before anything else. */
    async function timerFirst(): Promise<void> {
      const held: Message[] = [];
      for (let tries = 0; tries < 3 && timers.seen < timers.set; tries += 1) {
        const message = await queue.receive(timerSeconds);
        if (message === undefined) break;
        const step = stepOf(message, -1);
        if (step === -1) held.push(message);
        else await deliver(message, step);
      }
      for (const message of held) await queue.giveBack(message);
    }

    async function deliver(message: Message, step: number): Promise<void> {
      const delivery = deliveries[step] ?? 0;
      deliveries[step] = delivery + 1;
      wire.begin(step, delivery);
      const before = sink.received.length;
      let isDone: boolean;
      if (delivered?.step === step && delivered.how === 'twice at once' && delivery === 0) {
        // Its visibility ended while it still ran.
        await queue.giveBack(message);
        const again = await queue.receive(0);
        const done = await Promise.all([hand(message), hand(again ?? message)]);
        isDone = done.every((each) => each);
        if (again) message = again;
      } else {
        const isLate =
          (fault?.late && delivery > 0) || (delivered?.step === step && delivered.how === 'too late');
        isDone = await hand(isLate ? older(message) : message);
      }
      const came = sink.received.slice(before);
      taken.push(...came.map((sunk) => ({ ...sunk, step, effects: effectsAt.get(sunk) ?? effects() })));
      if (message.Body?.includes('"kind":"return"') && (isDone || delivery === 2)) timers.seen += 1;
      if (isDone) await queue.remove(message);
      else await queue.giveBack(message);
    }

    /** `npm run redrive`, once the cause is mended. */
    async function redrive(step: number): Promise<void> {
      for (;;) {
        const message = await queue.receiveDead();
        if (message === undefined) return;
        await queue.remove(message, true);
        const { MessageGroupId: group = '' } = message.Attributes ?? {};
        const letter = { step: stepOf(message, step), taken: taken.length, effects: effects() };
        isOver = true;
        await queue.send(JSON.parse(message.Body ?? ''), group);
        await settle(step, 0);
        const again = await queue.receiveDead();
        if (again) await queue.remove(again, true);
        deadLetters.push({ ...letter, again: again !== undefined });
      }
    }

    for (const [index, step] of sort.steps.entries()) {
      if (step.type === 'timer') {
        await settle(index, timers.seen < timers.set ? timerSeconds : 0);
      } else {
        const userId = people[step.by];
        const channelId = sort.direct ? 'D0DIRECT001' : 'C0LOCAL0OPS';
        const person = { userId, channelId, responseUrl: sink.responseUrl(`${id}-${index}`) };
        const job = toJob();
        if (job === undefined) break;
        const times = delivered?.step === index && delivered.how === 'twice' ? 2 : 1;
        for (let copy = 0; copy < times; copy += 1) await queue.send(job, userId);
        await settle(index, 0);

        function toJob(): Job | undefined {
          if (step.type === 'typed')
            return commandJob(step.line.replace('$', `${cluster}/${service}`), person);
          const card = taken.map(cardIn).findLast((found) => found !== undefined);
          if (card === undefined) return undefined;
          const isPrivate = step.type === 'pressed' && step.by === 'asker';
          return pressed(`${step.type === 'undo' ? 'undo' : 'confirm'} ${card}`, person, isPrivate);
        }
      }
      await redrive(index);
    }
    isOver = true;
    const left = (await queue.receive(0)) === undefined ? 0 : 1;
    const entries = await faultWorld.entries(service);
    const found = {
      entries,
      registered,
      others: await faultWorld.others(service, sort.service),
      isToldUnknown: (await faultWorld.toldOutcome(service)) === 'unknown',
      ...(sort.maximum && { maximum: (await faultWorld.maximum(service)) ?? 0 }),
    };
    await faultWorld.deleteService(service);
    const calls: Call[] = [...wire.calls];
    return { given, ...people, calls, damaged, taken, counts, deadLetters, deliveries, left, ...found };
  }

  return { run: (given, id) => faultWorld.letPass(run(given, id)) };
}

/** The card that a message shows. */
function cardIn({ body }: Sunk): string | undefined {
  return /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(body))?.[1];
}

type Person = Parameters<typeof pressJob>[1];

function pressed(value: string, person: Person, isPrivate: boolean): Job {
  const job = pressJob(value, person);
  const container = { ...(job.body.container as object), is_ephemeral: isPrivate };
  return { ...job, body: { ...job.body, container } };
}

function older(message: Message): Message {
  const job = JSON.parse(message.Body ?? '') as Job;
  const { Attributes = {} } = message;
  const received = Number(Attributes.ApproximateFirstReceiveTimestamp) - late;
  return {
    ...message,
    Body: JSON.stringify({ ...job, ...('receivedAt' in job && { receivedAt: job.receivedAt - late }) }),
    Attributes: { ...Attributes, ApproximateFirstReceiveTimestamp: String(received) },
  };
}

function toRecord(
  { MessageId = '', ReceiptHandle = '', Body = '', Attributes }: Message,
  arn: string,
): SQSRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ...Attributes } as unknown as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: 'us-east-1',
  };
}
