import { expect, test } from 'vitest';
import { readStartOptions, startUsage } from '../../../infra/local/start-options.ts';

test('npm start takes an account that is there for days, unless told otherwise', () => {
  const plain = {
    ...{ seeds: 'all', stackFaults: {}, speed: 10 },
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
  [[], { PORT: 'http' }, 'PORT must be a port, such as 3000; “http” is not.'],
  [[], { LB_PORT: '70000' }, 'LB_PORT must be a port, such as 3002; “70000” is not.'],
  [[], { LOCAL_SPEED: '0' }, 'LOCAL_SPEED must be a number up to 1000, such as 10; “0” is not.'],
  [[], { LOCAL_SPEED: 'fast' }, 'LOCAL_SPEED must be a number up to 1000, such as 10; “fast” is not.'],
])('%j with %j is one sentence', (args, environment, sentence) => {
  expect(() => readStartOptions(args, environment)).toThrow(new Error(sentence));
});
