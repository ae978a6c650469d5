import { createServer } from 'node:net';
import type { StartPorts } from './read-start-options.ts';

/**
 * Why a world can't start on these ports, in one sentence that says what to do; `undefined` when all are free. Asked before
 * anything is opened: else the first of four ports would be named, whichever was the reason.
 */
export async function takenPortsProblem(ports: StartPorts): Promise<string | undefined> {
  const named = Object.entries(ports).filter(([, port]) => port !== 0);
  const twice = named.find(([, port], index) => named.findIndex(([, other]) => other === port) !== index);
  if (twice)
    return `${twice[0]} is ${twice[1]}, which another of the four ports is too: give it one of its own.`;
  const taken: (readonly [name: string, port: number])[] = [];
  for (const [name, port] of named) if (!(await isFree(port))) taken.push([name, port]);
  const [first] = taken;
  if (first === undefined) return undefined;
  const page = `http://127.0.0.1:${ports.PORT}`;
  if (await isLocalSlack(page)) {
    return `A local Slack is running already: ${page}. Use it, or end it with Ctrl-C where it was started.`;
  }
  const others = taken.map(([, port]) => port).join(', ');
  const elsewhere = taken.map(([name, port]) => `${name}=${port + 100}`).join(' ');
  return taken.length === 1
    ? `Port ${first[1]} is already in use: set ${first[0]} to a free port, such as ${elsewhere} npm start.`
    : `Ports ${others} are already in use: set ${elsewhere}, or other free ports.`;
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function isLocalSlack(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/client/people`, { signal: AbortSignal.timeout(2000) });
    return 'people' in ((await answer.json()) as object);
  } catch {
    return false;
  }
}
