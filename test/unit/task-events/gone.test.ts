import { expect, test } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { healing } from '../../helpers/task-events.ts';

test('a cluster that was deleted ends the stories of its services: nobody asks for ever', async () => {
  const { deliver, pass, messages, clock, ecs, nudges } = await startTaskEvents();
  const events = healing(clock.now());
  await deliver(events.stopping);
  await pass(20_000);
  let asked = 0;
  const actions = ecs.service.actions as Record<string, () => never>;
  actions.DescribeServices = () => {
    asked += 1;
    throw new ServiceError('ClusterNotFoundException', 'The referenced cluster was inactive.');
  };
  await deliver(events.stopped);
  await pass(3_600_000);
  expect(nudges).toEqual([]);
  // Missing for a while it is gone, and still is a minute later.
  expect(asked).toBeLessThan(7);
  expect(await messages()).toHaveLength(1);
  expect(JSON.stringify(await messages())).not.toContain('Watched until');
});
