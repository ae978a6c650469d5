import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import { type Target, targetName } from '../aws/ecs/target.ts';
import type { EventFact } from '../episodes/facts.ts';
import { episodeKey, openEpisodes } from '../store/episodes.ts';
import type { HeartbeatStore, Heartbeats } from '../store/stores.ts';
import type { Deps } from './deps.ts';
import { eventOf, type IncomingFact, withReason } from './ecs-events.ts';
import { endFreezes } from './freezes.ts';
import { handleTarget, sendAgain } from './handle-target.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import { endMutes, tellAlarm, tellOnce } from './notices.ts';
import { queueMuteEnd } from './queue.ts';
import { sweepRises, tellRises } from './rises.ts';
import { readRoles } from './stopped-tasks.ts';

/** Targets and alarms that are handled at the same time. */
const concurrency = 5;

interface Work {
  readonly name: string;
  readonly messageIds: string[];
  readonly run: () => Promise<void>;
}

/**
 * Handles a batch from the events queue: each target is loaded and saved once for all its events. Returns which messages failed, so that only these
 * are redelivered; garbage fails until it ends up in the dead-letter queue.
 */
export async function handleBatch(deps: Deps, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  const read = Records.flatMap((record) => {
    try {
      return [{ record, incoming: readIncoming(record.body) }];
    } catch (error) {
      deps.logger.error('A message of the events queue is no event', {
        messageId: record.messageId,
        // Never the body, nor what a parser quotes of it: a task's event contains its environment overrides.
        error: error instanceof SyntaxError ? 'no JSON' : (error as Error),
      });
      failed.push(record.messageId);
      return [];
    }
  });
  const work = [...targetWork(deps, read), ...otherWork(deps, read)];
  await pMap(
    work,
    async ({ name, messageIds, run }) => {
      try {
        await run();
      } catch (error) {
        deps.logger.error(`Could not handle ${name}`, { error: error as Error });
        failed.push(...messageIds);
      }
    },
    { concurrency },
  );
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

type Read = readonly { readonly record: SQSRecord; readonly incoming: Incoming }[];

function targetWork(deps: Deps, read: Read): Work[] {
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
      handleTarget(deps, target, await Promise.all(facts.map((each) => explained(deps, each)))),
  }));
}

/** The fact; if the task definition is needed to tell why the task stopped, with the reason that follows from it. */
async function explained(deps: Deps, { fact, stop }: IncomingFact): Promise<EventFact> {
  if (fact.kind !== 'task' || stop === undefined) return fact;
  const { taskDefinition } = fact;
  const roles = await readRoles(deps, { ...stop, taskDefinition });
  return roles === undefined ? fact : withReason(fact, { ...stop, roles });
}

function otherWork(deps: Deps, read: Read): Work[] {
  return read.flatMap(({ record, incoming }) => {
    const messageIds = [record.messageId];
    switch (incoming.type) {
      case 'alarm':
        return [{ name: incoming.alarm.name, messageIds, run: () => tellAlarm(deps, incoming.alarm) }];
      case 'again':
        return [{ name: 'a redriven message', messageIds, run: () => sendAgain(deps, incoming.undelivered) }];
      case 'notice': {
        const { id, ...notice } = incoming.notice;
        return [{ name: id, messageIds, run: () => tellOnce(deps, { pk: `notice#${id}`, ...notice }) }];
      }
      case 'mute-end':
        return [{ name: 'the end of a mute or a freeze', messageIds, run: () => settingEnd(deps) }];
      case 'rises':
        return [
          {
            name: 'a list of notifications',
            messageIds,
            run: () => tellRises(deps, incoming.channel),
          },
        ];
      case 'sweep':
        return [{ name: 'the sweep', messageIds, run: () => sweep(deps) }];
      case 'ignored':
        deps.logger.debug('Ignored', { why: incoming.why });
        return [];
      default:
        return [];
    }
  });
}

/** A mute, or a freeze, may last longer than a message can be delayed. */
async function settingEnd(deps: Deps): Promise<void> {
  const settings = await deps.readSettings(0);
  const ends = [await endMutes(deps, settings), await endFreezes(deps, settings)];
  const next = Math.min(...ends.filter((end) => end !== undefined));
  if (Number.isFinite(next)) await queueMuteEnd(deps.queue, next - deps.now());
}

/** Checks every open episode, and mutes and freezes that have ended, in case a nudge was lost. One that fails is checked again by the next sweep. */
async function sweep(deps: Deps): Promise<void> {
  const targets = await openEpisodes(deps.table);
  // Read once, and first: the episodes need them too.
  const settings = await deps.readSettings(0);
  await pMap(
    targets,
    async (target) => {
      try {
        await handleTarget(deps, target, []);
      } catch (error) {
        deps.logger.warn(`Could not look at ${targetName(target)}`, { error: error as Error });
      }
    },
    { concurrency: 5 },
  );
  await sweepRises(deps);
  await endMutes(deps, settings);
  await endFreezes(deps, settings);
}

/** An instance writes each kind at most once in this time, milliseconds. */
const everyMs = 60_000;

/**
 * Notes when an ECS event and when a sweep arrived, so that `/ecs doctor` can tell a quiet account from broken delivery. Never rejects: a note is not
 * worth failing a batch.
 */
export function createHeartbeat({ beat }: Pick<HeartbeatStore, 'beat'>, now: () => number, onError: OnError) {
  const noted = new Map<keyof Heartbeats, number>();
  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<void> => {
    const kinds = new Set(Records.flatMap(({ body }) => kindOf(body) ?? []));
    await Promise.all(
      [...kinds].map(async (kind) => {
        const at = now();
        if (at - (noted.get(kind) ?? 0) < everyMs) return;
        noted.set(kind, at);
        await beat(kind, at).catch((error: unknown) => {
          noted.delete(kind);
          onError(error);
        });
      }),
    );
  };
}

type OnError = (error: unknown) => void;

function kindOf(body: string): keyof Heartbeats | undefined {
  const event = eventOf(body);
  if (event?.source === 'aws.ecs') return 'event';
  return event?.['detail-type'] === 'Sweep' ? 'sweep' : undefined;
}
