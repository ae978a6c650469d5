import { createServer } from 'node:http';
import { hostname } from 'node:os';

/** The task that serves the page. */
interface Task {
  /** The task's id on ECS; elsewhere the host name, which in Docker is the container's id. */
  readonly id: string;
  /** `us-east-1a`. */
  readonly zone?: string;
  /** `hello-world:3`. */
  readonly taskDefinition?: string;
}

/** The fields of the task metadata endpoint, version 4, that the page shows. */
interface TaskMetadata {
  readonly TaskARN?: string;
  readonly Family?: string;
  readonly Revision?: string;
  readonly AvailabilityZone?: string;
}

/**
 * Asks ECS which task this is: `uri` is the container's ECS_CONTAINER_METADATA_URI_V4, absent outside ECS. If the endpoint does not answer, the app
 * still serves, with the host name instead.
 */
export async function readTask(uri: string | undefined): Promise<Task> {
  const unknown = { id: hostname() };
  if (uri === undefined || uri === '') return unknown;
  try {
    const answer = await fetch(`${uri}/task`, { signal: AbortSignal.timeout(2_000) });
    const { TaskARN, Family, Revision, AvailabilityZone } = (await answer.json()) as TaskMetadata;
    return {
      id: TaskARN?.split('/').at(-1) ?? unknown.id,
      ...(AvailabilityZone !== undefined && { zone: AvailabilityZone }),
      ...(Family !== undefined && Revision !== undefined && { taskDefinition: `${Family}:${Revision}` }),
    };
  } catch {
    return unknown;
  }
}

interface AppOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** Listens on every address if absent: a load balancer connects from outside the container. */
  readonly host?: string;
  readonly task: Task;
}

interface App {
  readonly port: number;
  /** Accepts no new connections and resolves when all requests are answered. */
  close(): Promise<void>;
}

/** A load balancer keeps idle connections for 60 s. If we closed them first, it could send a request into a closing connection and answer 502. */
const keepAliveTimeout = 65_000;

/** Serves the page, and `/health` for the load balancer. Each answer names its task in the header `x-task`. */
export async function startApp({ port, host, task }: AppOptions): Promise<App> {
  let served = 0;
  let isClosing = false;
  const server = createServer({ keepAliveTimeout }, (request, response) => {
    response.setHeader('x-task', task.id);
    if (isClosing) response.setHeader('connection', 'close');
    const path = request.url?.split('?')[0];
    if (path === '/health') {
      response.end('ok\n');
      return;
    }
    if (path !== '/') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is only / and /health.\n');
      return;
    }
    served += 1;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(page(task, served));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close() {
      isClosing = true;
      // Idle connections are closed at once, the others after their response.
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The page: each task has its own colour, so that you can see the load balancer switch between them. */
export function page(task: Task, served: number): string {
  const hue = [...task.id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 360, 7);
  const rows = [
    ['task', task.id],
    ['task definition', task.taskDefinition],
    ['availability zone', task.zone],
    ['pages served by it', String(served)],
  ].flatMap(([name, value]) =>
    value === undefined ? [] : [`<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`],
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hello, world</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 1rem;
    font: 16px/1.5 system-ui, sans-serif; background: hsl(${hue} 60% 92%); color: #1d1c1d; }
  h1 { margin: 0; font-size: 2.5rem; }
  th { text-align: left; padding-right: 1.5rem; font-weight: normal; color: #454245; }
  td { font-family: ui-monospace, monospace; }
</style>
<h1>Hello, world</h1>
<table>${rows.join('')}</table>
<p>Reload: the load balancer asks one task after the other.</p>
</html>
`;
}

function escapeHtml(text = ''): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
