import { expect, test } from 'vitest';
import { placeRise, tellRises } from '../../../src/task-events/rises.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';

test('a storm of hundreds of services with the longest names stands in one message, which the table holds', async () => {
  const { world, slack, clock, messages } = await startTaskEvents();
  const channel = slack.ids.ops;
  for (let index = 0; index < 450; index += 1) {
    const name = `${'c'.repeat(255)}/${String(index).padEnd(255, 's')}`;
    const rise = { id: `${name} 1 failing`, name, line: `:red_circle: ${'l'.repeat(150)}` };
    expect(await placeRise(world, channel, rise)).toBe(index < 5 ? 'alone' : 'listed');
    if (index % 100 === 99) expect(await placeRise(world, channel, rise)).toBe('listed');
  }
  clock.pass(10_000);
  await tellRises(world, channel);
  const [list, ...more] = await messages();
  expect(more).toEqual([]);
  expect(JSON.stringify(list)).toContain('445 more got worse');
  expect(JSON.stringify(list)).toContain('385 more');
}, 60_000);
