import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { ScriptProblem } from '../deploy/script.ts';
import type { WorldOptions } from './world.ts';

/** The ports of a local world, by the environment variable that changes each. */
interface StartPorts {
  readonly PORT: number;
  readonly API_PORT: number;
  readonly AWS_PORT: number;
  readonly LB_PORT: number;
}

/** The options of `npm start`. */
export interface StartOptions extends Required<Pick<WorldOptions, 'seeds' | 'stackFaults' | 'speed'>> {
  readonly ports: StartPorts;
  readonly signingSecret?: string;
}

/** The environment variables it reads. */
type StartEnvironment = Readonly<
  Partial<Record<keyof StartPorts | 'LOCAL_SPEED' | 'LOCAL_SIGNING_SECRET', string>>
>;

// Not 8080: the hands-on's `docker run` and many other programs use it.
const usualPorts: StartPorts = { PORT: 3000, API_PORT: 3001, AWS_PORT: 4566, LB_PORT: 3002 };

const flags = {
  empty: 'an account with nothing in it, for the hands-on',
  'first-cluster-fails': 'the first cluster that a stack makes fails, as it may in a new account',
  help: 'this text',
} as const;

/** What `npm start -- --help` prints. */
export const startUsage = [
  'npm start [-- --empty] [--first-cluster-fails]',
  '',
  'A local Slack and a local AWS on this machine, with the bot between them. Needs no account and no Docker.',
  '',
  ...Object.entries(flags).map(([name, what]) => `  --${name.padEnd(22)}${what}`),
  '',
  'Environment:',
  `  PORT=${usualPorts.PORT}               the local Slack`,
  `  API_PORT=${usualPorts.API_PORT}           the HTTP API that it sends to`,
  `  AWS_PORT=${usualPorts.AWS_PORT}           the local AWS`,
  `  LB_PORT=${usualPorts.LB_PORT}            the load balancer of hello-world`,
  '  LOCAL_SPEED=10          how much faster than on AWS tasks live; 1 is real life',
  '  LOCAL_SIGNING_SECRET    what the local Slack signs with; random unless set',
].join('\n');

/**
 * The options of `npm start`; `help` for its usage.
 * @throws ScriptProblem for an unknown option, and for an invalid port or speed
 */
export function readStartOptions(
  args: readonly string[],
  environment: StartEnvironment = {},
): StartOptions | 'help' {
  const { empty, help, 'first-cluster-fails': firstClusterFails } = parse(args);
  if (help) return 'help';
  const { LOCAL_SPEED = '10', LOCAL_SIGNING_SECRET } = environment;
  const speed = Number(LOCAL_SPEED);
  if (!(speed > 0 && speed <= 1000)) {
    throw new ScriptProblem(`LOCAL_SPEED must be a number up to 1000, such as 10; “${LOCAL_SPEED}” is not.`);
  }
  return {
    seeds: empty ? 'none' : 'demo',
    stackFaults: firstClusterFails ? { clusters: 1 } : {},
    speed,
    ports: {
      PORT: readPort('PORT', environment),
      API_PORT: readPort('API_PORT', environment),
      AWS_PORT: readPort('AWS_PORT', environment),
      LB_PORT: readPort('LB_PORT', environment),
    },
    ...(LOCAL_SIGNING_SECRET && { signingSecret: LOCAL_SIGNING_SECRET }),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean' },
        'first-cluster-fails': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch {
    const unknown = args.find(
      (arg) => !['-h', ...Object.keys(flags).map((name) => `--${name}`)].includes(arg),
    );
    throw new ScriptProblem(
      `npm start does not know “${unknown}”. It knows --empty, --first-cluster-fails and --help.`,
    );
  }
}

/**
 * The port that an environment variable names, else its usual one.
 * @throws ScriptProblem for what is no port
 */
export function readPort(name: keyof StartPorts, environment: StartEnvironment): number {
  const given = environment[name];
  const port = given ? Number(given) : usualPorts[name];
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ScriptProblem(`${name} must be a port, such as ${usualPorts[name]}; “${given}” is not.`);
}

/**
 * Why a world can't start on these ports, in one sentence that says what to do; `undefined` when all are free. Checked before anything is opened:
 * otherwise the first of the four ports would be blamed, whichever was taken.
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
