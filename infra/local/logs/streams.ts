import { type AwsPlace, ServiceError } from '../aws/wire.ts';
import type { ContainerEntity, TaskEntity } from '../ecs/model/task.ts';

/** A log stream of the local account. Its lines are generated when read. */
export interface LogStream {
  readonly group: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** What has been written so far, oldest first. */
  lines(): readonly LogLine[];
}

/** One line of a log stream. `at` is in epoch milliseconds. */
interface LogLine {
  readonly at: number;
  readonly message: string;
}

/** What the actions of the local CloudWatch Logs depend on. */
export interface LogsWorld extends AwsPlace {
  /** By group, then by name. */
  readonly groups: Map<string, Map<string, LogStream>>;
}

/** The group's streams, by the group's name or ARN. */
export function findGroup(
  { groups }: LogsWorld,
  given: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): ReadonlyMap<string, LogStream> {
  const { logGroupName, logGroupIdentifier } = given;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be given.');
  }
  const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/, '') ?? '';
  const group = groups.get(name);
  if (group === undefined) {
    throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}

/** CloudWatch Logs' InvalidParameterException. */
export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}

/**
 * Whether a message matches a filter pattern of plain terms: all of them, `"…"` for a phrase, `-…` for one that must be absent, `?…` for any of
 * several. Undefined for JSON and column patterns, which are not supported.
 */
export function matchesFilter(pattern: string, message: string): boolean | undefined {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed)) return undefined;
  const terms = Array.from(
    trimmed.matchAll(/([-?]?)(?:"([^"]*)"|(\S+))/g),
    ([, sign, quoted, plain = '']) => ({ sign, found: message.includes(quoted ?? plain) }),
  );
  const optional = terms.filter(({ sign }) => sign === '?');
  return (
    terms.every(({ sign, found }) => sign === '?' || found !== (sign === '-')) &&
    (optional.length === 0 || optional.some(({ found }) => found))
  );
}

/**
 * The stream that the awslogs driver creates for a container, `<prefix>/<container>/<task id>`; undefined when it logs elsewhere, or without a prefix
 * (then only the host knows its name). It outlives the task in ECS.
 */
export function taskStream(
  task: TaskEntity,
  container: ContainerEntity,
  { startedAt, now }: { readonly startedAt: number; readonly now: () => number },
): LogStream | undefined {
  const definition = task.taskDefinition.containers.find(({ name }) => name === container.name);
  const { logDriver, options = {} } = definition?.logConfiguration ?? {};
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = options;
  if (logDriver !== 'awslogs' || group === undefined || prefix === undefined) return undefined;
  return {
    group,
    name: `${prefix}/${container.name}/${task.id}`,
    createdAt: startedAt,
    lines: () =>
      container.process?.lines() ?? containerLines(container, startedAt, endOf(task, container), now()),
  };
}

/** A container that exits by itself causes its task to stop; one that is told to stop ends before the task has stopped. */
function endOf(task: TaskEntity, { exitCode, behaviour }: ContainerEntity): number | undefined {
  if (exitCode === undefined) return undefined;
  return behaviour.exit?.code === exitCode ? task.stoppingAt : (task.executionStoppedAt ?? task.stoppedAt);
}

/** The interval of the simulated requests to a server. */
const requestEveryMs = 4000;
/** How many requests the log of a long-running container keeps. */
const mostRequests = 300;

const requests = ['GET /', 'GET /products', 'GET /products/17', 'POST /cart', 'GET /health'];

/** What a container has written by `now`: its start (its own lines, or a server's usual ones and then its requests), and its last lines. */
function containerLines(
  container: ContainerEntity,
  startedAt: number,
  endedAt: number | undefined,
  now: number,
): LogLine[] {
  const { prints } = container.behaviour;
  const end = Math.min(now, endedAt ?? now);
  const line = (at: number, message: string): LogLine => ({ at, message });
  const begin = (prints ?? startLines(container.name)).map((message, index) =>
    line(startedAt + index, message),
  );
  const answered = prints === undefined ? requestLines(startedAt, end) : [];
  const last = endedAt === undefined || endedAt > now ? [] : lastWords(container);
  return [...begin, ...answered, ...last.map((message, index) => line(end + index, message))];
}

/** The second line contains what should never be in a log, and always is: anything that shows it must mask it. */
function startLines(name: string): string[] {
  return [
    `${name} starting`,
    `config: LOG_LEVEL=info DB_HOST=db.internal DB_USER=${name} DB_PASSWORD=correct-horse-battery`,
    'listening on 0.0.0.0:8080',
  ];
}

function requestLines(startedAt: number, end: number): LogLine[] {
  const count = Math.max(0, Math.floor((end - startedAt) / requestEveryMs));
  const first = Math.max(1, count - mostRequests + 1);
  return Array.from({ length: count - first + 1 }, (_, index) => {
    const number = first + index;
    const what = requests[number % requests.length];
    return { at: startedAt + number * requestEveryMs, message: `${what} 200 ${3 + ((number * 7) % 40)} ms` };
  });
}

function lastWords({ exitCode, reason }: ContainerEntity): string[] {
  if (reason?.startsWith('OutOfMemoryError')) {
    return [
      '<--- Last few GCs --->',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ];
  }
  // A killed container prints nothing more.
  if (exitCode === 137 || exitCode === 139) return [];
  if (exitCode === 143) return ['SIGTERM: closing', 'closed'];
  if (exitCode === 0) return ['done'];
  return [
    'Error: connect ECONNREFUSED 10.0.2.17:5432',
    '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)',
    `fatal: no database, giving up with exit code ${exitCode}`,
  ];
}
