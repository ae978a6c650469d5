import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beginning, type Clock, computed, mask, maskSecrets, secretSpans } from '../redact/redact.ts';

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
 * Whether a service's log lines may be shown and stored: its own tag `ecs-bot:logs` decides (on; anything else is off), or else the setting that the
 * bot was deployed with.
 */
export function logsAllowed(tags: Readonly<Record<string, string>>, setting: boolean): boolean {
  const tag = tags['ecs-bot:logs']?.trim().toLowerCase();
  return tag === undefined ? setting : tag === 'on';
}

/** Extra lines read before the wanted ones: a PEM block may have begun there. */
const before = 40;

/**
 * `aws logs get-log-events --log-group-name … --log-stream-name … --limit …`: the last lines that a task's container wrote, masked. Empty if it has
 * not written yet, or its stream is gone.
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

/** A longer line is cut: a log may have a megabyte in one line. */
const mostCharacters = 500;
/** How much of a line is checked; a secret after that is cut off anyway. */
const mostRead = 2000;
/** Time limit for all lines together; lines not checked by then are masked. */
const mostMillis = 300;

/**
 * Lines with secrets masked. They are read as one text, because a private key or a value may be in the lines after its name; a line that is nothing
 * but a secret is left out. A line is masked before it is cut: half a secret is still a secret, and no longer looks like one.
 */
export function maskLines(lines: readonly LogLine[], clock: Clock = computed): LogLine[] {
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

/** Each line masked, undefined if it was part of a secret that began before it; undefined for all if it took too long. */
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
