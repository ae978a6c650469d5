import type { Clock } from '../clock.ts';
import type { LogStream } from './log-stream.ts';

/** What the actions of the local CloudWatch Logs work with. */
export interface LogsWorld {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  /** By group, then by name. */
  readonly groups: Map<string, Map<string, LogStream>>;
}
