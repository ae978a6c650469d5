import type { Clock } from '../clock.ts';
import type { Schedule } from './schedule.ts';

/** A message on its way into a queue. */
export interface QueuedMessage {
  readonly queueArn: string;
  readonly body: string;
  readonly groupId?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Everything that an action works with. */
export interface SchedulerWorld {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  /** `aws sqs send-message`; rejects as SQS refuses. */
  send(message: QueuedMessage): Promise<void>;
  /** By name, in order of creation. */
  readonly schedules: Map<string, Schedule>;
  /** What ends the timer of a schedule, by its name. */
  readonly timers: Map<string, () => void>;
}
