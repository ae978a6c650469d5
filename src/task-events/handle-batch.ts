import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { Target } from '../ecs/target.ts';
import { targetName } from '../ecs/target-name.ts';
import type { EventFact } from '../episodes/fact.ts';
import { episodeKey } from '../store/episode-key.ts';
import { endMutes } from './end-mutes.ts';
import { handleTarget } from './handle-target.ts';
import type { Incoming } from './incoming.ts';
import { queueMuteEnd } from './queue-mute-end.ts';
import { readIncoming } from './read-incoming.ts';
import { withReason } from './read-task-event.ts';
import { tellRises } from './rise-list.ts';
import { sendAgain } from './send-again.ts';
import { readRoles } from './stops/read-roles.ts';
import { sweep } from './sweep.ts';
import { tellAlarm } from './tell-alarm.ts';
import { tellOnce } from './tell-once.ts';
import type { World } from './world.ts';

/** Targets and alarms that are handled at the same time. */
const concurrency = 5;

interface Work {
  readonly name: string;
  readonly messageIds: string[];
  readonly run: () => Promise<void>;
}

/**
 * The events queue's batch: each target is loaded and saved once for all its events. Answers which messages failed, so
 * that these alone come again; garbage fails until it lies in the dead-letter queue.
 */
export async function handleBatch(world: World, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  const read = Records.flatMap((record) => {
    try {
      return [{ record, incoming: readIncoming(record.body) }];
    } catch (error) {
      world.logger.error('A message of the events queue is no event', {
        messageId: record.messageId,
        // Never the body, nor what a parser quotes of it: an event of a task brings along what its environment was overridden with.
        error: error instanceof SyntaxError ? 'no JSON' : (error as Error),
      });
      failed.push(record.messageId);
      return [];
    }
  });
  const work = [...targetWork(world, read), ...otherWork(world, read)];
  await pMap(
    work,
    async ({ name, messageIds, run }) => {
      try {
        await run();
      } catch (error) {
        world.logger.error(`Could not handle ${name}`, { error: error as Error });
        failed.push(...messageIds);
      }
    },
    { concurrency },
  );
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

type IncomingFact = Extract<Incoming, { type: 'fact' }>;
type Read = readonly { readonly record: SQSRecord; readonly incoming: Incoming }[];

function targetWork(world: World, read: Read): Work[] {
  const groups = new Map<string, { target: Target; facts: IncomingFact[]; messageIds: string[] }>();
  for (const { record, incoming } of read) {
    if (incoming.type !== 'fact' && incoming.type !== 'nudge') continue;
    const { pk } = episodeKey(incoming.target);
    const group = groups.get(pk) ?? { target: incoming.target, facts: [], messageIds: [] };
    if (incoming.type === 'fact') group.facts.push(incoming);
    group.messageIds.push(record.messageId);
    groups.set(pk, group);
  }
  return [...groups.values()].map(({ target, facts, messageIds }) => ({
    name: targetName(target),
    messageIds,
    run: async () =>
      handleTarget(world, target, await Promise.all(facts.map((each) => explained(world, each)))),
  }));
}

/** The fact, and where the task's definition decides why it stopped, with what that says. */
async function explained(world: World, { fact, stop }: IncomingFact): Promise<EventFact> {
  if (fact.kind !== 'task' || stop === undefined) return fact;
  const { taskDefinition } = fact;
  const roles = await readRoles(world, { ...stop, taskDefinition });
  return roles === undefined ? fact : withReason(fact, { ...stop, roles });
}

function otherWork(world: World, read: Read): Work[] {
  return read.flatMap(({ record, incoming }) => {
    const messageIds = [record.messageId];
    switch (incoming.type) {
      case 'alarm':
        return [{ name: incoming.alarm.name, messageIds, run: () => tellAlarm(world, incoming.alarm) }];
      case 'again':
        return [
          { name: 'a redriven message', messageIds, run: () => sendAgain(world, incoming.undelivered) },
        ];
      case 'notice': {
        const { id, ...notice } = incoming.notice;
        return [{ name: id, messageIds, run: () => tellOnce(world, { pk: `notice#${id}`, ...notice }) }];
      }
      case 'mute-end':
        return [{ name: 'the end of a mute', messageIds, run: () => muteEnd(world) }];
      case 'rises':
        return [
          {
            name: 'a list of notifications',
            messageIds,
            run: () => tellRises(world, incoming.channel),
          },
        ];
      case 'sweep':
        return [{ name: 'the sweep', messageIds, run: () => sweep(world) }];
      case 'ignored':
        world.logger.debug('Ignored', { why: incoming.why });
        return [];
      default:
        return [];
    }
  });
}

/** A mute may last longer than a message can be delayed. */
async function muteEnd(world: World): Promise<void> {
  const next = await endMutes(world);
  if (next !== undefined) await queueMuteEnd(world.queue, next - world.now());
}
