import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Cause } from '../../../src/episodes/episode.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { en } from '../../../src/messages/en/index.ts';
import { openChangeEpisode, recordFact } from '../../../src/store/episodes.ts';
import type { Deps } from '../../../src/task-events/deps.ts';
import { queueNudge } from '../../../src/task-events/queue.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { watchDelays } from './measure.ts';
import { playServices, type StormService } from './services.ts';
import { countUnits } from './units.ts';
import { startStormWorld } from './world.ts';

const begin = Date.parse('2026-01-05T10:00:00Z');
const second = 1000;
const minute = 60 * second;
const visibilityMs = 180 * second;
const sweep = JSON.stringify({ source: 'ecs-ops-bot', 'detail-type': 'Sweep', detail: {} });

/** Plays the storm to its end; every step is one second of the passed clock. */
export async function runStorm(healthChecks: boolean) {
  const services = playServices(begin);
  const random = createRandom(7);
  const storm = await startStormWorld(
    new Map(services.map((service) => [service.name, service])),
    begin,
    healthChecks,
  );
  const units = countUnits(storm.world.table.client);
  const watch = watchDelays(storm.world.table.client, storm.world.now);
  storm.slack.onMessage((change) => {
    if (change.type === 'message' && change.message.isBot) watch.noteSent(change.message);
  });
  const { clock, slack, transport, queueUrl } = storm;
  const arrivals = services
    .flatMap(({ events }) => events)
    .flatMap((event) => (random() < 0.1 ? [event, event] : [event]))
    .map(({ at, body }) => ({ at: at + random() * 30 * second, body }))
    .sort((one, other) => one.at - other.at);
  const sent = arrivals.length;
  const scales = askScales(storm.world, services);
  const lastAt = arrivals.at(-1)?.at ?? begin;
  const giveBack: { at: number; message: Message }[] = [];
  let invocations = 0;
  let waiting = 0;
  let memory = 0;
  const started = performance.now();

  while (clock.now() < lastAt + 10 * minute) {
    clock.pass(second);
    const elapsed = Math.round((clock.now() - begin) / second);
    if (elapsed % 90 === 45) slack.faults.add({ method: '*', kind: 'server_error', calls: 3 });
    if (elapsed % 120 === 80)
      slack.faults.add({ method: '*', kind: 'rate_limited', retryAfter: 5, calls: 2 });
    await scales.step();
    const bodies = storm.due();
    if (elapsed % 60 === 0) bodies.push(sweep);
    while ((arrivals[0]?.at ?? Number.POSITIVE_INFINITY) <= clock.now())
      bodies.push(arrivals.shift()?.body ?? '');
    await enqueue(bodies);
    for (const { message } of giveBack.filter(({ at }) => at <= clock.now())) await returnNow(message);
    giveBack.splice(0, giveBack.length, ...giveBack.filter(({ at }) => at > clock.now()));
    await drain();
    memory = Math.max(memory, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - started) / 1000;
  const spanMs = lastAt - begin;
  return { services, storm, watch, units, invocations, sent, seconds, memory, spanMs };

  async function enqueue(bodies: readonly string[]): Promise<void> {
    waiting += bodies.length;
    for (let index = 0; index < bodies.length; index += 10) {
      const Entries = bodies
        .slice(index, index + 10)
        .map((MessageBody, id) => ({ Id: String(id), MessageBody }));
      await transport.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
  }

  /** As many instances at once as the mapping allows, until the queue is empty; no time passes meanwhile. */
  async function drain(): Promise<void> {
    await Promise.all(
      storm.handlers.slice(0, Math.ceil(waiting / 10)).map(async (handler) => {
        while (waiting > 0) {
          const { Messages = [] } = await transport.send(
            new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
          );
          if (Messages.length === 0) return;
          waiting -= Messages.length;
          await invoke(handler, Messages);
        }
      }),
    );
  }

  async function invoke(handler: Handler, messages: readonly Message[]): Promise<void> {
    invocations += 1;
    const Records = messages.map(
      ({ MessageId, Body }) => ({ messageId: MessageId, body: Body }) as SQSRecord,
    );
    const { batchItemFailures } = await handler({ Records });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of messages) {
      if (failed.has(message.MessageId ?? '')) giveBack.push({ at: clock.now() + visibilityMs, message });
    }
    const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
    if (done.length === 0) return;
    const Entries = done.map(({ ReceiptHandle }, id) => ({ Id: String(id), ReceiptHandle }));
    await transport.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }

  async function returnNow({ ReceiptHandle }: Message): Promise<void> {
    waiting += 1;
    await transport.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  }
}

type Handler = Awaited<ReturnType<typeof startStormWorld>>['handlers'][number];

/** What the worker does for each scale-out, when its time has come: first post, episode, outcome. Tried again a second later. */
function askScales(world: Deps, services: readonly StormService[]) {
  const open = services.filter(({ kind }) => kind === 'scale-out');
  return {
    async step(): Promise<void> {
      const next = open.find(({ beginsAt }) => beginsAt <= world.now());
      if (next === undefined) return;
      const target = { cluster: 'shop', service: next.name };
      const cause: Cause = {
        type: 'scale',
        changeId: next.name,
        askedBy: 'U0OPERATOR',
        askedAt: new Date(next.beginsAt).toISOString(),
        before: { desiredCount: 2, runningCount: 2 },
        after: { desiredCount: 44 },
      };
      const start = { target, cause, channel: world.defaultChannel };
      const { episode } = startEpisode(start);
      const result = await world.send({ channel: start.channel }, episodeView(episode, en));
      if (result.type !== 'sent') return;
      open.splice(open.indexOf(next), 1);
      await openChangeEpisode(world, { ...start, ts: result.ts });
      await recordFact(world, target, {
        kind: 'outcome',
        changeId: next.name,
        result: 'applied',
        at: next.beginsAt + 1000,
      });
      await queueNudge(world.queue, target, 0);
    },
  };
}

/** Numbers from 0 to 1 that look random and are the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
