import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startWorld } from '../../infra/local/world.ts';
import { isAlive } from '../helpers/served-account.ts';
import { waitFor } from '../helpers/wait-for.ts';

test('a world that is asked for processes serves the page, and leaves none behind', async () => {
  const world = await startWorld({ processes: { loadBalancerPort: 0 } });
  const pids = world.ecs
    .snapshot()
    .clusters.flatMap(({ services }) => services)
    .flatMap(({ tasks }) => tasks.flatMap(({ pid }) => pid ?? []));
  try {
    expect(pids.filter(isAlive)).toHaveLength(2);
    const url = world.loadBalancerUrl ?? '';
    await waitFor('the page', async () => (await fetch(url)).status === 200);
  } finally {
    await world.close();
  }
  expect(pids.filter(isAlive)).toEqual([]);
});

test('a taken port of the load balancer is said in one sentence', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startWorld({ processes: { loadBalancerPort: port } })).rejects.toThrow(
    `Port ${port} is already in use: set LB_PORT to a free port.`,
  );
  other.close();
});
