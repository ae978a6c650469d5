import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine } from './log-line.ts';
import type { LogPlace } from './log-place.ts';
import { maskLines } from './mask-lines.ts';

/** Lines read before those that are wanted: a PEM block may have begun there. */
const before = 40;

/**
 * `aws logs get-log-events --log-group-name … --log-stream-name … --limit …`: the last lines that a task's container wrote, masked.
 * None when it has not written yet, or its stream is gone.
 */
export async function readLastLines(
  logs: CloudWatchLogsClient,
  { logGroup, streamPrefix, container }: LogPlace,
  taskId: string,
  count: number,
): Promise<LogLine[]> {
  try {
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: logGroup,
        logStreamName: `${streamPrefix}/${container}/${taskId}`,
        limit: count + before,
        startFromHead: false,
      }),
    );
    const lines = events.map(({ timestamp = 0, message = '' }) => ({
      at: timestamp,
      message: message.trimEnd(),
    }));
    return maskLines(lines).slice(-count);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
    throw error;
  }
}
