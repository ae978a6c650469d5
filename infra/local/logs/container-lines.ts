import type { LogLine } from './log-line.ts';

/** A container's life as its log shows it. Times are epoch milliseconds; undefined: not yet. */
export interface ContainerLife {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  /** What the container prints at its start instead of a server's usual lines. */
  readonly prints: readonly string[] | undefined;
}

/** A server that is asked something this often. */
const requestEveryMs = 4000;
/** Requests that are kept of a long life. */
const mostRequests = 300;

const requests = ['GET /', 'GET /products', 'GET /products/17', 'POST /cart', 'GET /health'];

/** What a container has written by `now`: its start, the requests that it answered, and its last words. */
export function containerLines(life: ContainerLife, now: number): LogLine[] {
  const { startedAt, endedAt, prints } = life;
  const end = Math.min(now, endedAt ?? now);
  const line = (at: number, message: string): LogLine => ({ at, message });
  const begin = (prints ?? startLines(life.name)).map((message, index) => line(startedAt + index, message));
  const answered = prints === undefined ? requestLines(startedAt, end) : [];
  const last = endedAt === undefined || endedAt > now ? [] : lastWords(life);
  return [...begin, ...answered, ...last.map((message, index) => line(end + index, message))];
}

/** The second line holds what should never be in a log, and always is: whoever shows it has to mask it. */
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

function lastWords({ exitCode, reason }: ContainerLife): string[] {
  if (reason?.startsWith('OutOfMemoryError')) {
    return [
      '<--- Last few GCs --->',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ];
  }
  // Whoever is killed says nothing more.
  if (exitCode === 137 || exitCode === 139) return [];
  if (exitCode === 143) return ['SIGTERM: closing', 'closed'];
  if (exitCode === 0) return ['done'];
  return [
    'Error: connect ECONNREFUSED 10.0.2.17:5432',
    '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)',
    `fatal: no database, giving up with exit code ${exitCode}`,
  ];
}
