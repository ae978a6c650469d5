import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Attempt } from '../doctor/attempt.ts';

/** The right to read logs tried on a group that does not exist: ResourceNotFoundException proves it. */
export function logsAttempts(logs: CloudWatchLogsClient, nobody: string): Attempt[] {
  const run = () => logs.send(new GetLogEventsCommand({ logGroupName: nobody, logStreamName: nobody }));
  return [{ action: 'logs:GetLogEvents', run }];
}
