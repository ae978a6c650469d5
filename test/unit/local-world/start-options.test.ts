import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ScriptProblem } from '../../../infra/deploy/script.ts';
import { readStartOptions, startUsage, takenPortsProblem } from '../../../infra/local/start-options.ts';

test('npm start takes an account that is there for days, unless told otherwise', () => {
  const plain = {
    seeds: 'demo',
    stackFaults: {},
    speed: 10,
    ports: { PORT: 3000, API_PORT: 3001, AWS_PORT: 4566, LB_PORT: 3002 },
  };
  expect(readStartOptions([])).toEqual(plain);
  expect(readStartOptions(['--empty', '--first-cluster-fails'])).toEqual({
    ...plain,
    seeds: 'none',
    stackFaults: { clusters: 1 },
  });
  expect(
    readStartOptions([], { PORT: '3100', LB_PORT: '0', LOCAL_SPEED: '1', LOCAL_SIGNING_SECRET: 'x' }),
  ).toEqual({
    ...plain,
    speed: 1,
    ports: { ...plain.ports, PORT: 3100, LB_PORT: 0 },
    signingSecret: 'x',
  });
});

test('--help is answered, and names every option and variable', () => {
  expect(readStartOptions(['--help'])).toBe('help');
  for (const name of ['--empty', '--first-cluster-fails', 'API_PORT=3001', 'LB_PORT=3002', 'LOCAL_SPEED']) {
    expect(startUsage).toContain(name);
  }
});

test.each([
  [['--emtpy'], {}, 'npm start does not know “--emtpy”. It knows --empty, --first-cluster-fails and --help.'],
  [['now'], {}, 'npm start does not know “now”. It knows --empty, --first-cluster-fails and --help.'],
  [['help'], {}, 'npm start does not know “help”. It knows --empty, --first-cluster-fails and --help.'],
  [
    ['--help', 'empty'],
    {},
    'npm start does not know “empty”. It knows --empty, --first-cluster-fails and --help.',
  ],
  [
    ['--empty=yes'],
    {},
    'npm start does not know “--empty=yes”. It knows --empty, --first-cluster-fails and --help.',
  ],
  [[], { PORT: 'http' }, 'PORT must be a port, such as 3000; “http” is not.'],
  [[], { LB_PORT: '70000' }, 'LB_PORT must be a port, such as 3002; “70000” is not.'],
  [[], { LOCAL_SPEED: '0' }, 'LOCAL_SPEED must be a number up to 1000, such as 10; “0” is not.'],
  [[], { LOCAL_SPEED: 'fast' }, 'LOCAL_SPEED must be a number up to 1000, such as 10; “fast” is not.'],
])('%j with %j is one sentence', (args, environment, sentence) => {
  expect(() => readStartOptions(args, environment)).toThrow(new ScriptProblem(sentence));
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A port on which something answers with `body`. */
async function takePort(body = ''): Promise<number> {
  const server = createServer((_, response) => response.end(body));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const free = { PORT: 0, API_PORT: 0, AWS_PORT: 0, LB_PORT: 0 };

test('free ports are no problem', async () => {
  expect(await takenPortsProblem(free)).toBeUndefined();
});

test('a port of another program is named with the variable that moves it', async () => {
  const port = await takePort();
  expect(await takenPortsProblem({ ...free, AWS_PORT: port })).toBe(
    `Port ${port} is already in use: set AWS_PORT to a free port, such as AWS_PORT=${port + 100} npm start.`,
  );
});

test('several are named at once, else each start finds the next', async () => {
  const [api, balancer] = [await takePort(), await takePort()];
  expect(await takenPortsProblem({ ...free, API_PORT: api, LB_PORT: balancer })).toBe(
    `Ports ${api}, ${balancer} are already in use: set API_PORT=${api + 100} LB_PORT=${balancer + 100}, or other free ports.`,
  );
});

test('a second start finds the first, whichever port it meets', async () => {
  const page = await takePort('{"people":[]}');
  const balancer = await takePort();
  expect(await takenPortsProblem({ ...free, PORT: page, LB_PORT: balancer })).toBe(
    `A local Slack is running already: http://127.0.0.1:${page}. Use it, or end it with Ctrl-C where it was started.`,
  );
});

test('two of our own ports that are the same', async () => {
  expect(await takenPortsProblem({ ...free, PORT: 4000, LB_PORT: 4000 })).toBe(
    'LB_PORT is 4000, which another of the four ports is too: give it one of its own.',
  );
});
