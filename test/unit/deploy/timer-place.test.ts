import { expect, test } from 'vitest';
import { timerPlace } from '../../../infra/deploy/queues.ts';

const commands = 'http://127.0.0.1/1/commands.fifo';
const job = JSON.stringify({ kind: 'return', changeId: 'c1' });

test('a timer’s job belongs among the commands, in its group', () => {
  expect(timerPlace({ Body: job }, commands)).toEqual({ to: commands, group: 'return-c1' });
});

test.each([
  ['an event', { Body: '{"source":"aws.ecs"}' }],
  ['garbage', { Body: 'return' }],
  ['nothing', {}],
  ['null', { Body: 'null' }],
  ['a job without its change', { Body: '{"kind":"return"}' }],
  ['what has a group already', { Body: job, Attributes: { MessageGroupId: 'U1' } }],
])('%s stays where it belongs', (_, message) => {
  expect(timerPlace(message, commands)).toBeUndefined();
});
