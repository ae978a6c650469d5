import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { DoctorDeps, Finding } from '../../../src/doctor/check.ts';
import { examine } from '../../../src/doctor/examine.ts';
import { en } from '../../../src/messages/en/index.ts';
import { doctorView } from '../../../src/views/replies/doctor.ts';
import { startTestPatient } from '../../helpers/patient.ts';

/** What is not well with a bot of which this is broken. */
async function troubles(broken: (patient: DoctorDeps) => Partial<DoctorDeps>): Promise<Finding[]> {
  const patient = await startTestPatient();
  return (await examine({ ...patient, ...broken(patient) })).filter(
    ({ level }) => level === 'WARN' || level === 'FAIL',
  );
}
const named = (name: string) => Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: 400 } });
/** Both clocks stand, ours by so many milliseconds ahead of the `Date` in what SQS answers, which has whole seconds. */
function aheadOfAws({ sqs }: DoctorDeps, ms: number): Partial<DoctorDeps> {
  const theirs = Math.floor(Date.now() / 1000) * 1000;
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers: Record<string, string> };
      headers.date = new Date(theirs).toUTCString();
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return { now: () => theirs + 500 + ms };
}
const never = () => new Promise<never>(() => undefined);
const minute = 60_000;

test('a bot that is well has no trouble', async () => {
  expect(await troubles(() => ({}))).toEqual([]);
});

test('a new account’s concurrency is a warning', async () => {
  const patient = await startTestPatient({ concurrency: 10 });
  const findings = await examine(patient);
  expect(findings.filter(({ level }) => level === 'WARN' || level === 'FAIL')).toEqual([
    { level: 'WARN', code: 'concurrencyLow', limit: 10 },
  ]);
});

test.each<[what: string, broken: (patient: DoctorDeps) => Partial<DoctorDeps>, finding: Finding]>([
  [
    'no token',
    () => ({ tokenParameter: '/none' }),
    { level: 'FAIL', code: 'tokenMissing', parameter: '/none' },
  ],
  [
    'a rule that does not exist',
    () => ({ rules: ['sweep', 'gone'] }),
    { level: 'FAIL', code: 'ruleGone', rule: 'gone' },
  ],
  [
    'no sweep ever',
    () => ({ readHeartbeats: async () => ({ event: Date.now() }) }),
    { level: 'WARN', code: 'sweepNever' },
  ],
  [
    'no event ever',
    () => ({ readHeartbeats: async () => ({ sweep: Date.now() }) }),
    { level: 'WARN', code: 'eventNever' },
  ],
  [
    'a clock that is a little ahead',
    (patient) => aheadOfAws(patient, 20_000),
    { level: 'WARN', code: 'clockOff', seconds: 20 },
  ],
  [
    'a clock that is far behind',
    (patient) => aheadOfAws(patient, -90_000),
    { level: 'FAIL', code: 'clockOff', seconds: -90 },
  ],
  [
    'a table that is gone',
    () => ({
      tables: [{ name: 'audit', read: () => Promise.reject(named('ResourceNotFoundException')) }],
    }),
    { level: 'FAIL', code: 'tableGone', table: 'audit' },
  ],
  [
    'no access file',
    () => ({ access: { type: 'unusable', problem: 'there is none.', absent: true } }),
    { level: 'FAIL', code: 'accessUnusable', problem: 'there is none.' },
  ],
  [
    'an access file without grants',
    () => ({ access: { type: 'policy', policy: { reads: 'members', grants: [] } } }),
    { level: 'WARN', code: 'accessEmpty' },
  ],
  ['no default channel', () => ({ defaultChannel: '' }), { level: 'WARN', code: 'channelUnset' }],
  [
    'scopes that Slack does not tell',
    ({ slack }) => ({
      slack: { ...slack, whoAmI: async () => ({ teamId: 'T1', team: 'Shop', scopes: undefined }) },
    }),
    { level: 'WARN', code: 'scopesUnknown' },
  ],
  [
    'a call that is throttled: nobody knows',
    () => ({
      probes: [
        { action: 'ecs:ListTasks', run: () => Promise.reject(named('ThrottlingException')) },
        { action: 'ecs:StopTask', run: () => Promise.reject(named('ClusterNotFoundException')) },
      ],
    }),
    { level: 'WARN', code: 'rightsUnclear', actions: ['ecs:ListTasks'], message: 'no' },
  ],
  [
    'a right that is missing on one table of two',
    () => ({
      probes: ['the table', 'the audit'].map((on) => ({
        action: 'dynamodb:PutItem',
        on,
        run: () =>
          Promise.reject(
            named(on === 'the audit' ? 'AccessDeniedException' : 'ConditionalCheckFailedException'),
          ),
      })),
    }),
    { level: 'FAIL', code: 'rightsMissing', actions: ['dynamodb:PutItem on the audit'] },
  ],
  [
    'a check that fails itself',
    ({ slack }) => ({
      slack: { ...slack, knowsChannel: () => Promise.reject(new Error('socket hang up')) },
    }),
    { level: 'FAIL', code: 'failed', check: 'channel', message: 'socket hang up' },
  ],
])('%s', async (_, broken, finding) => {
  expect(await troubles(broken)).toEqual([finding]);
});

test('queues that are gone, that jam, and in which dead letters lie; the clock is asked of the first', async () => {
  const patient = await startTestPatient();
  const queues = patient.queues.map(({ url }) => url);
  for (const QueueUrl of [...queues, ...queues, ...queues])
    await patient.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  const gone = { url: `${queues[0]}-gone`, most: 2 };
  const found = await examine({ ...patient, queues: [...patient.queues, gone] });
  expect(found.filter(({ level }) => level === 'WARN' || level === 'FAIL')).toEqual([
    { level: 'FAIL', code: 'queueGone', queue: 'commands-gone' },
    { level: 'WARN', code: 'queueLong', queue: 'commands', waiting: 3 },
    { level: 'WARN', code: 'deadLetters', queue: 'commands-dead', waiting: 3 },
  ]);
});

test('a sweep is late after five minutes', async () => {
  const judged = (ageMs: number) =>
    troubles(() => ({ readHeartbeats: async () => ({ sweep: Date.now() - ageMs, event: 0 }) }));
  expect(await judged(5 * minute + 1000)).toMatchObject([{ level: 'FAIL', code: 'sweepLate' }]);
  expect(await judged(5 * minute - 5000)).toEqual([]);
});

test('what does not answer is late and hides no other; the worst stands first', async () => {
  const patient = await startTestPatient();
  const findings = await examine(
    { ...patient, readHeartbeats: never, defaultChannel: '', slack: { ...patient.slack, whoAmI: never } },
    1000,
  );
  expect(findings.map(({ level }) => level).join(' ')).toMatch(/^FAIL FAIL WARN( NOTE){2}( OK)+$/);
  expect(findings.slice(0, 2)).toEqual([
    { level: 'FAIL', code: 'late', check: 'slack' },
    { level: 'FAIL', code: 'late', check: 'heartbeat' },
  ]);
});

test('people are asked for once each, channels and "everyone" not at all, and twenty at most', async () => {
  const patient = await startTestPatient();
  const asked: string[][] = [];
  const who = Array.from({ length: 25 }, (_, index) => `U${index}`);
  const grants = [
    { name: 'a', who: [...who, 'everyone', 'C1'], may: ['change'], on: ['*'] },
    { name: 'b', who: ['U1', 'S1'], may: ['change'], on: ['*'] },
  ];
  const findings = await examine({
    ...patient,
    access: { type: 'policy', policy: { reads: 'members', grants } },
    slack: {
      ...patient.slack,
      async unknownIds(ids) {
        asked.push([...ids]);
        return { unknown: ['U3'], unasked: 0 };
      },
    },
  });
  expect(asked).toEqual([who.slice(0, 20)]);
  expect(findings).toContainEqual({ level: 'WARN', code: 'peopleUnknown', ids: ['U3'] });
  expect(findings).toContainEqual({ level: 'OK', code: 'peopleKnown', known: 19, unasked: 6 });
});

test('what was not tried, and what is only to be known, has a mark of its own and is no check that is well', () => {
  const findings = [
    { level: 'NOTE', code: 'rightsUntried', actions: ['sqs:SendMessage'] },
    { level: 'NOTE', code: 'alarmsInSlackOnly' },
    { level: 'OK', code: 'scopesComplete' },
  ] as const;
  const { text } = doctorView({ kind: 'doctor', findings } as never, en, { shared: false } as never);
  expect(text.split('\n').map((line) => line.slice(0, 22))).toEqual([
    'All is well: 1 checks',
    ...[0, 1].map(() => ':information_source: *'),
    expect.stringMatching(/^:white_check_mark:/),
  ]);
});
