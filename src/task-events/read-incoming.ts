import * as z from 'zod/mini';
import { type BridgeEvent, bridgeEventSchema } from './bridge-event.ts';
import type { Incoming } from './incoming.ts';
import { readAlarm } from './read-alarm.ts';
import { readNotice } from './read-notice.ts';
import { readNudge } from './read-nudge.ts';
import { readServiceEvent } from './read-service-event.ts';
import { readTaskEvent } from './read-task-event.ts';
import { readUndelivered } from './read-undelivered.ts';

const channelSchema = z.object({ channel: z.string() });

/** By source and detail-type, as the rules of infra/aws name them. */
const readers: Readonly<Record<string, (event: BridgeEvent) => Incoming>> = {
  'aws.ecs/ECS Task State Change': readTaskEvent,
  'aws.ecs/ECS Service Action': readServiceEvent,
  'aws.ecs/ECS Deployment State Change': readServiceEvent,
  'aws.cloudwatch/CloudWatch Alarm State Change': readAlarm,
  'ecs-ops-bot/Nudge': readNudge,
  'ecs-ops-bot/Undelivered': readUndelivered,
  'ecs-ops-bot/Notice': readNotice,
  'ecs-ops-bot/Mute End': () => ({ type: 'mute-end' }),
  'ecs-ops-bot/Rises': ({ detail }) => ({ type: 'rises', ...channelSchema.parse(detail) }),
  'ecs-ops-bot/Sweep': () => ({ type: 'sweep' }),
};

/**
 * Reads a message of the events queue. Detail-types that are not known, and fields that are not needed, are let be.
 * @throws Error when it is no event, or an event without what its kind always has
 */
export function readIncoming(body: string): Incoming {
  const event = bridgeEventSchema.parse(JSON.parse(body));
  const kind = `${event.source}/${event['detail-type']}`;
  const reader = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  return reader === undefined ? { type: 'ignored', why: kind } : reader(event);
}
