import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Four ports that nobody uses. */
async function freePorts(): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((resolve) => server.close(resolve));
      return typeof address === 'object' && address ? address.port : 0;
    }),
  );
}

/** `npm start` in a process group of its own, once it says `ready`. */
export async function startLocal() {
  const [PORT, API_PORT, AWS_PORT, LB_PORT] = (await freePorts()).map(String);
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT, API_PORT, AWS_PORT, LB_PORT },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += data;
      if (/^ready$/m.test(said)) resolve();
    });
    child.once('close', () => reject(new Error(`npm start ended: ${said}`)));
  });
  return {
    readyMs: performance.now() - began,
    url: `http://127.0.0.1:${PORT}`,
    memory: () => memoryOf(child.pid ?? 0),
    async close() {
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await ended;
    },
  };
}

/** What npm takes for itself, to run a script that does nothing. */
export function emptyNpmMs(): number {
  const began = performance.now();
  spawnSync('npm', ['exec', '--', 'node', '--eval', ''], { cwd: root });
  return performance.now() - began;
}

/**
 * Megabytes of a process and all that it started: `rss` counts what several share (Node's own code) for each of them, `pss` once.
 */
function memoryOf(root: number): { rss: number; pss: number; processes: number } {
  const parents = new Map<number, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(pid), Number(parent));
  }
  const isIn = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isIn(parents.get(pid)));
  const own = [...parents.keys()].filter(isIn);
  const sum = (name: string) =>
    own.reduce((all, pid) => all + kilobytes(read(`/proc/${pid}/smaps_rollup`), name), 0) / 1024;
  return { rss: sum('Rss'), pss: sum('Pss'), processes: own.length };
}

function kilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

/** Nothing for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
