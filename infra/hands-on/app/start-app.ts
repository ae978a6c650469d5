import { createServer } from 'node:http';
import { page } from './page.ts';
import type { Task } from './task.ts';

export interface AppOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Every address when absent: a load balancer comes from outside of the container. */
  readonly host?: string;
  readonly task: Task;
}

export interface App {
  readonly port: number;
  /** Takes no new connection and resolves when what was asked is answered. */
  close(): Promise<void>;
}

/**
 * A load balancer keeps idle connections for 60 s. Were ours closed first, it could send a request into one that is just closing,
 * and answer 502 for it.
 */
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
      // Idle connections are closed at once, the others after their answer.
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
