import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beginning, type Clock, mask, maskSecrets, monotonic, secretSpans } from '../redact/redact.ts';

/** One line of a task's log; `at` in epoch milliseconds. */
export interface LogLine {
  readonly at: number;
  readonly message: string;
}

/** Where a container logs to, as its task definition says. */
interface LogPlace {
  readonly container: string;
  readonly logGroup: string;
  /** The driver names a stream `<prefix>/<container>/<task id>`. */
  readonly streamPrefix: string;
}

/**
 * Whether a service's log lines may be shown and kept: its own tag `ecs-bot:logs` decides (on; anything else is
 * off), else the setting that the bot was deployed with.
 */
export function logsAllowed(tags: Readonly<Record<string, string>>, setting: boolean): boolean {
  const tag = tags['ecs-bot:logs']?.trim().toLowerCase();
  return tag === undefined ? setting : tag === 'on';
}

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

/** A line longer than this is cut: a log may hold a megabyte in one. */
const mostCharacters = 500;
/** What is looked at of a line; a secret behind it is cut off anyway. */
const mostRead = 2000;
/** How long all lines together may take; what is not looked at by then is masked. */
const mostMillis = 300;

/**
 * Lines without what looks like a secret. They are read as one text, for a private key or a value may stand in the lines after its
 * name; a line that is nothing but a secret is left out. A line is masked before it is cut: half a secret is one still, and no longer
 * looks like it.
 */
export function maskLines(lines: readonly LogLine[], clock: Clock = monotonic): LogLine[] {
  const until = clock() + mostMillis;
  const messages = lines.map(({ message }) => beginning(message, mostRead));
  const masked = maskTogether(messages, clock) ?? messages.map((message) => maskAlone(message, until, clock));
  return lines.flatMap(({ at }, index) => {
    const message = masked[index];
    if (message === undefined) return [];
    return [
      { at, message: message.length > mostCharacters ? `${message.slice(0, mostCharacters)}…` : message },
    ];
  });
}

function maskAlone(message: string, until: number, clock: Clock): string {
  return clock() < until ? maskSecrets(message, clock) : mask;
}

/** Each line masked, undefined where it was a part of a secret that began before; undefined for all when it took too long. */
function maskTogether(messages: readonly string[], clock: Clock): (string | undefined)[] | undefined {
  const spans = secretSpans(messages.join('\n'), clock);
  if (spans === undefined) return undefined;
  let start = 0;
  let next = 0;
  return messages.map((message) => {
    const end = start + message.length;
    let shown = '';
    let at = start;
    let begun = false;
    for (let span = spans[next]; span !== undefined && span.from < end; span = spans[next]) {
      const from = Math.max(span.from, start);
      shown += message.slice(at - start, from - start) + (span.from >= start ? mask : '');
      begun ||= span.from < start;
      at = Math.min(span.to, end);
      if (span.to > end) break;
      next++;
    }
    shown += message.slice(at - start);
    start = end + 1;
    return begun && shown.trim() === '' ? undefined : shown;
  });
}
