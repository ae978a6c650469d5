import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStoppedTasks, orderTasks } from '../../../src/commands/line/find-task.ts';
import { sampleTask } from '../../helpers/sample-ecs.ts';

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const shuffled = <Item>(items: readonly Item[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length });

test('starting, unhealthy, then what has run longest, in whatever order ECS tells them', () => {
  const tasks = [
    sampleTask({ id: 'starting', lastStatus: 'PENDING', startedAt: undefined, createdAt: at('11:58:00') }),
    sampleTask({
      id: 'starting later',
      lastStatus: 'PROVISIONING',
      startedAt: undefined,
      createdAt: at('11:59:00'),
    }),
    sampleTask({ id: 'unhealthy', health: 'UNHEALTHY', startedAt: at('11:30:00') }),
    sampleTask({ id: 'oldest', startedAt: at('03:00:00') }),
    sampleTask({ id: 'newest', health: 'UNKNOWN', startedAt: at('11:55:00') }),
  ];
  fc.assert(
    fc.property(shuffled(tasks), (given) => {
      expect(orderTasks(given)).toEqual(tasks);
    }),
  );
});

test('still stopping, then the newest stop', () => {
  const tasks = [
    sampleTask({ id: 'stopping', stoppingAt: at('11:59:00') }),
    sampleTask({ id: 'stopping longer', stoppingAt: at('11:58:00') }),
    sampleTask({ id: 'just now', stoppingAt: at('11:50:00'), stoppedAt: at('11:57:00') }),
    sampleTask({ id: 'long ago', stoppingAt: at('11:10:00'), stoppedAt: at('11:11:00') }),
    sampleTask({ id: 'nobody knows', stoppedAt: new Date(0) }),
  ];
  fc.assert(
    fc.property(shuffled(tasks), (given) => {
      expect(orderStoppedTasks(given)).toEqual(tasks);
    }),
  );
});
