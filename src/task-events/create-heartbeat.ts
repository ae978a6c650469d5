import type { SQSEvent } from 'aws-lambda';
import type { HeartbeatStore } from '../store/heartbeat-store.ts';
import type { Heartbeats } from '../store/heartbeats.ts';
import { bridgeEventSchema } from './bridge-event.ts';

/** An instance writes each kind at most so often, milliseconds. */
const everyMs = 60_000;

/**
 * Notes when an event of ECS and when a sweep came in, by which `/ecs doctor` tells a quiet account from a broken way here.
 * Never rejects: a note is not worth a batch.
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
  try {
    const event = bridgeEventSchema.parse(JSON.parse(body));
    if (event.source === 'aws.ecs') return 'event';
    return event['detail-type'] === 'Sweep' ? 'sweep' : undefined;
  } catch {
    // Garbage fails where it is handled.
    return undefined;
  }
}
