import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Job, jobGroup, jobGroups, jobId, personOf } from '../../../src/front-door/job.ts';
import { commandBody, eventBody, press } from '../../helpers/signed-requests.ts';

const command = (fields = {}): Pick<Job, 'kind' | 'body'> => ({
  kind: 'command',
  body: Object.fromEntries(new URLSearchParams(commandBody(fields))),
});
const action = (fields = {}): Pick<Job, 'kind' | 'body'> => ({ kind: 'action', body: { ...press(fields) } });
const event = (fields = {}): Pick<Job, 'kind' | 'body'> => ({
  kind: 'event',
  body: JSON.parse(eventBody(fields)),
});

const group = (asked: Pick<Job, 'kind' | 'body'>) => jobGroup(asked, personOf(asked));

test('one person is one group, typing or pressing', () => {
  for (const asked of [command(), action()]) expect(group(asked)).toBe('T1.U1');
  expect(group(command({ user_id: 'U2' }))).toBe('T1.U2');
  expect(group(event({ event: { type: 'app_mention', user: 'U1' } }))).toBe('T1.U1');
  // A look at somebody's lesson, which no request of Slack's brings.
  expect(jobGroups.person({ team: 'T1', user: 'U1' })).toBe('T1.U1');
});

test('a directory sync takes two groups, whatever its size, and none of a person', () => {
  const people = Array.from({ length: 500 }, (_, index) => `U${index}`);
  const changes = people.map((id) => event({ event: { type: 'user_change', user: { id } } }));
  const groups = new Set(changes.map(group));
  expect(groups.size).toBe(2);
  for (const name of groups) expect(name).toMatch(/^T1\.directory\.[01]$/);
  // One person's, or one group's, changes stay in their order.
  expect(group(changes[7]!)).toBe(group(event({ event: { type: 'user_change', user: { id: 'U7' } } })));
  const subteam = { type: 'subteam_updated', subteam: { id: 'S1' } };
  const members = { type: 'subteam_members_changed', subteam_id: 'S1' };
  expect(group(event({ event: subteam }))).toBe(group(event({ event: members })));
  expect(group(event({ event: { type: 'a_thing_of_tomorrow' } }))).toMatch(/^T1\.directory/);
});

test('a timer is in a group of its own', () => {
  expect(jobGroups.timer('0a1b')).toBe('return-0a1b');
});

test('an event with a whole user is of that user', () => {
  expect(personOf(event({ event: { type: 'team_join', user: { id: 'U7' } } }))).toEqual({
    team: 'T1',
    user: 'U7',
  });
});

test('a group is one that SQS takes, whatever the ids', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 300, size: 'max', unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (team, user) => {
        expect(jobGroup(command(), { team, user })).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
      },
    ),
  );
});

test('retries of one event are one job, other events others', () => {
  expect(jobId(event(), 'v0=1')).toBe(jobId(event(), 'v0=2'));
  expect(jobId(event(), 'v0=1')).not.toBe(jobId(event({ event_id: 'Ev2' }), 'v0=1'));
  expect(jobId(event(), 'v0=1')).toMatch(/^[0-9a-f]{64}$/);
});

test('the same command typed again is another job', () => {
  expect(jobId(command(), 'v0=1')).toBe(jobId(command(), 'v0=2'));
  expect(jobId(command(), 'v0=1')).not.toBe(jobId(command({ trigger_id: '2.2.2' }), 'v0=1'));
});

test('a press without trigger is told apart by its action, then by its signature', () => {
  const pressed = { trigger_id: undefined };
  const other = {
    ...pressed,
    actions: [{ action_ts: '1548426418.000001', action_id: 'confirm', block_id: 'b1' }],
  };
  expect(jobId(action(pressed), 'v0=1')).toBe(jobId(action(pressed), 'v0=2'));
  expect(jobId(action(pressed), 'v0=1')).not.toBe(jobId(action(other), 'v0=1'));
  expect(jobId(action({ ...pressed, user: { id: 'U2' } }), 'v0=1')).not.toBe(jobId(action(pressed), 'v0=1'));
  const bare = { ...pressed, actions: 'none' };
  expect(jobId(action(bare), 'v0=1')).not.toBe(jobId(action(bare), 'v0=2'));
});
