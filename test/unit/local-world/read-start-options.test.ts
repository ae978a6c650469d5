import { expect, test } from 'vitest';
import { readStartOptions } from '../../../infra/local/read-start-options.ts';

test('npm start takes an account that is there for days, unless told otherwise', () => {
  expect(readStartOptions([])).toEqual({ seeds: 'all', stackFaults: {} });
  expect(readStartOptions(['--empty', '--first-cluster-fails'])).toEqual({
    seeds: 'none',
    stackFaults: { clusters: 1 },
  });
  expect(() => readStartOptions(['--emtpy'])).toThrow('npm start knows --empty and --first-cluster-fails.');
});
