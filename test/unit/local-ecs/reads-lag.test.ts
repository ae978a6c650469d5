import { expect, test } from 'vitest';
import { createTestEcs, createWeb, type TestEcs } from '../../helpers/local-ecs.ts';

const lagMs = 1500;
const service = (ecs: TestEcs) =>
  ecs.call('DescribeServices', { services: ['web'], include: ['TAGS'] }).services[0];
const firstTask = (ecs: TestEcs): string => ecs.call('ListTasks', { serviceName: 'web' }).taskArns[0];
const protection = (ecs: TestEcs) =>
  ecs.call('GetTaskProtection', { cluster: 'default', tasks: [firstTask(ecs)] }).protectedTasks[0];

test.each([
  {
    write: 'TagResource',
    input: (ecs: TestEcs) => ({ resourceArn: service(ecs).serviceArn, tags: [{ key: 'a', value: '2' }] }),
    read: (ecs: TestEcs) => service(ecs).tags[0].value,
    sees: ['1', '2'],
  },
  {
    write: 'UntagResource',
    input: (ecs: TestEcs) => ({ resourceArn: service(ecs).serviceArn, tagKeys: ['a'] }),
    read: (ecs: TestEcs) => service(ecs).tags.length,
    sees: [1, 0],
  },
  {
    write: 'UpdateTaskProtection',
    input: (ecs: TestEcs) => ({ cluster: 'default', tasks: [firstTask(ecs)], protectionEnabled: true }),
    read: (ecs: TestEcs) => protection(ecs).protectionEnabled,
    sees: [false, true],
  },
  {
    write: 'UpdateService',
    input: () => ({ service: 'web', desiredCount: 5 }),
    read: (ecs: TestEcs) => service(ecs).desiredCount,
    sees: [1, 5],
  },
])('what $write did is read when the lag is over, though nothing else changes', (one) => {
  const ecs = createTestEcs({ readLagMs: lagMs });
  createWeb(ecs, { desiredCount: 1, tags: [{ key: 'a', value: '1' }] });
  ecs.pass(300);
  ecs.call(one.write, one.input(ecs));
  const before = one.read(ecs);
  ecs.clock.advance(lagMs);
  expect([before, one.read(ecs)]).toEqual(one.sees);
});
