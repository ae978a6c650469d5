import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localIds as ids } from '../../../infra/local/slack/workspace/workspace.ts';
import { createSlackProbe, directoryKeys, slackDirectory } from '../../../src/slack/directory.ts';
import { takeCall } from '../../../src/store/call-limit.ts';
import { startDirectory } from '../../helpers/directory.ts';

const fiveMinutes = 5 * 60_000;

test.each([
  [ids.operator, 'member'],
  [ids.guest, 'guest'],
  [ids.singleChannelGuest, 'guest'],
  [ids.deactivated, 'deactivated'],
  [ids.stranger, 'stranger'],
  [ids.bot, 'bot'],
  [ids.slackbot, 'bot'],
  ['U0NOBODY00', 'stranger'],
  ['', 'stranger'],
  ['no id & more', 'stranger'],
])('%s is a %s', async (id, standing) => {
  const { directory } = await startDirectory();
  expect(await directory.person(id)).toMatchObject({ standing, locale: 'en-US' });
});

test("a person's language and time zone are Slack's", async () => {
  const { slack, directory } = await startDirectory();
  await slack.setPerson(ids.viewer, { locale: 'de-DE', timeZone: 'Europe/Berlin' });
  const person = { standing: 'member', locale: 'de-DE', timeZone: 'Europe/Berlin' };
  expect(await directory.person(ids.viewer)).toEqual(person);
});

test('in an Enterprise organisation one is a member of every workspace that lists one', async () => {
  const { web, readings, clock } = await startDirectory();
  const answers: Record<string, object> = {
    U1: { team_id: 'T0OTHER', enterprise_user: { teams: ['T0OTHER', 'T0LOCAL'] } },
    U2: { team_id: 'T0OTHER', enterprise_user: { teams: ['T0OTHER'] } },
    U3: { team_id: 'T0LOCAL', is_stranger: true },
    U4: { team_id: 'T0LOCAL', is_workflow_bot: true },
    U5: {},
  };
  web.users.info = async ({ user }) => ({ ok: true, user: { id: user, ...answers[user] } });
  const directory = slackDirectory({ web, readings, teamId: 'T0LOCAL', now: () => clock.now() });
  const standings = Object.keys(answers).map(async (id) => (await directory.person(id)).standing);
  expect(await Promise.all(standings)).toEqual(['member', 'stranger', 'stranger', 'bot', 'stranger']);
});

test('of the groups that are asked for, those with the person in them', async () => {
  const { directory } = await startDirectory();
  expect(await directory.groupsOf(ids.operator, [ids.onCall, 'S0NONE'])).toEqual([ids.onCall]);
  expect(await directory.groupsOf(ids.viewer, [ids.onCall])).toEqual([]);
  expect(await directory.groupsOf(ids.operator, [])).toEqual([]);
});

test('a workspace without user groups has nobody in them', async () => {
  const { slack, directory } = await startDirectory();
  slack.faults.add({ method: 'usergroups.users.list', kind: 'error', error: 'plan_upgrade_required' });
  expect(await directory.groupsOf(ids.operator, [ids.onCall])).toEqual([]);
});

test('what one instance read serves the others for five minutes, and not a moment longer', async () => {
  const { slack, clock, calls, directory, instance } = await startDirectory();
  const ask = async (who = instance()) => [
    (await who.person(ids.operator)).standing,
    await who.groupsOf(ids.operator, [ids.onCall]),
  ];
  expect(await ask(directory)).toEqual(['member', [ids.onCall]]);
  await slack.setPerson(ids.operator, { isDeleted: true }, false);
  await slack.setGroupMembers(ids.onCall, [], false);
  clock.pass(fiveMinutes - 1);
  expect(await ask()).toEqual(['member', [ids.onCall]]);
  expect(calls).toEqual(['users.info', 'usergroups.users.list']);
  clock.pass(1);
  expect(await ask()).toEqual(['deactivated', []]);
});

test('what is forgotten is read anew at once', async () => {
  const { slack, readings, instance, directory } = await startDirectory();
  expect((await directory.person(ids.operator)).standing).toBe('member');
  await slack.setPerson(ids.operator, { isRestricted: true }, false);
  await readings.forget(directoryKeys.person(ids.operator));
  expect((await instance().person(ids.operator)).standing).toBe('guest');
});

test('a reading that began before somebody was demoted is used by nobody after', async () => {
  const { slack, web, readings, clock, directory, instance } = await startDirectory();
  const { user } = await web.users.info({ user: ids.operator });
  const info = web.users.info;
  // Slack's answer is on its way while the person is demoted and the event is handled.
  web.users.info = async (args) => {
    web.users.info = info;
    await slack.setPerson(ids.operator, { isDeleted: true }, false);
    await readings.forget(directoryKeys.person(ids.operator));
    clock.pass(1000);
    return { ok: true, user: { ...user, id: args.user } };
  };
  expect((await directory.person(ids.operator)).standing).toBe('member');
  expect((await instance().person(ids.operator)).standing).toBe('deactivated');
});

test('whatever the order in which readings and events arrive, nothing older than the newest is used', async () => {
  const { readings, clock } = await startDirectory();
  const start = clock.now();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(3), event: fc.boolean() }), { minLength: 1, maxLength: 6 }),
      async (steps) => {
        run += 1;
        const key = `person#${run}`;
        let newest = -1;
        for (const [index, { at, event }] of steps.entries()) {
          if (event) await readings.forget(key);
          else await readings.keep(key, index, start + at * 1000 - 10_000);
          newest = Math.max(newest, event ? 1e6 : at);
        }
        const used = await readings.fresh<number>(key);
        // An event is of now, and so newer than every reading; of readings of one time the first stays.
        const first = steps.findIndex(({ at, event }) => !event && at === newest);
        expect(used).toBe(newest === 1e6 ? undefined : first);
      },
    ),
    { numRuns: 60 },
  );
});

test('a time to come is not believed', async () => {
  const { readings, clock } = await startDirectory();
  await readings.keep('person#U1', 'member', clock.now() + 60 * 60_000);
  expect(await readings.fresh('person#U1')).toBeUndefined();
});

test('a record is left to DynamoDB to remove', async () => {
  const { directory, record, clock } = await startDirectory();
  await directory.person(ids.operator);
  expect(await record(`person#${ids.operator}`)).toMatchObject({
    readAt: { N: String(clock.now()) },
    expiresAt: { N: String(Math.ceil(clock.now() / 1000) + 3600) },
  });
});

test.each([
  ['server_error', 'slack_webapi_http_error'],
  ['rate_limited', 'slack_webapi_rate_limited_error'],
] as const)('nobody is let in while Slack is unwell: %s', async (kind, code) => {
  const { slack, directory } = await startDirectory();
  slack.faults.add({ method: '*', kind, calls: 2 });
  await expect(directory.person(ids.operator)).rejects.toMatchObject({ code });
  await expect(directory.groupsOf(ids.operator, [ids.onCall])).rejects.toMatchObject({ code });
  expect((await directory.person(ids.operator)).standing).toBe('member');
});

test('an error of another kind is no answer either', async () => {
  const { slack, directory } = await startDirectory();
  slack.faults.add({ method: 'users.info', kind: 'error', error: 'fatal_error' });
  await expect(directory.person(ids.operator)).rejects.toThrow('fatal_error');
});

test('groups that were read before a rate limit are not read again', async () => {
  const { slack, directory, calls } = await startDirectory();
  const groups = Array.from({ length: 25 }, (_, index) => `S0GROUP0${index}`);
  await expect(directory.groupsOf(ids.operator, groups)).rejects.toMatchObject({ retryAfter: 3 });
  calls.length = 0;
  slack.faults.clear();
  await expect(directory.groupsOf(ids.operator, groups)).rejects.toMatchObject({ retryAfter: 3 });
  expect(calls).toHaveLength(5);
});

test('a scope that is missing is named', async () => {
  const { directory } = await startDirectory({ scopes: ['commands'] });
  const refused = directory.person(ids.operator);
  await expect(refused).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'users:read' } });
  await expect(directory.groupsOf(ids.operator, [ids.onCall])).rejects.toMatchObject({
    data: { needed: 'usergroups:read' },
  });
});

const sixMinutes = 6 * 60_000;

test('while Slack limits us, what it said lately still counts, for fifteen minutes at most', async () => {
  const { slack, clock, instance } = await startDirectory();
  const asked = clock.now();
  const first = instance();
  await first.person(ids.operator);
  await first.groupsOf(ids.operator, [ids.onCall]);
  expect(first.lastKnownAt()).toBeUndefined();
  clock.pass(sixMinutes);
  slack.faults.add({ method: '*', kind: 'rate_limited', retryAfter: 30, calls: 99 });
  const limited = instance();
  expect((await limited.person(ids.operator)).standing).toBe('member');
  expect(await limited.groupsOf(ids.operator, [ids.onCall])).toEqual([ids.onCall]);
  expect(limited.lastKnownAt()).toBe(asked);
  clock.pass(15 * 60_000 - sixMinutes);
  await expect(instance().person(ids.operator)).rejects.toMatchObject({ retryAfter: 30 });
  await expect(instance().groupsOf(ids.operator, [ids.onCall])).rejects.toMatchObject({ retryAfter: 30 });
});

test('an approval, and what is not a limit, is not decided by what Slack said some time ago', async () => {
  const { slack, clock, instance } = await startDirectory();
  await instance().person(ids.operator);
  await instance().groupsOf(ids.operator, [ids.onCall]);
  clock.pass(sixMinutes);
  slack.faults.add({ method: '*', kind: 'rate_limited', retryAfter: 30, calls: 2 });
  await expect(instance().person(ids.operator, true)).rejects.toMatchObject({ retryAfter: 30 });
  await expect(instance().groupsOf(ids.operator, [ids.onCall], true)).rejects.toMatchObject({
    retryAfter: 30,
  });
  for (const error of ['token_revoked', 'fatal_error', 'a_word_of_tomorrow']) {
    slack.faults.add({ method: 'users.info', kind: 'error', error });
    await expect(instance().person(ids.operator)).rejects.toMatchObject({ data: { error } });
  }
});

test('who lost the right by an event gets it back by no limit', async () => {
  const { slack, readings, clock, instance } = await startDirectory();
  await instance().person(ids.operator);
  clock.pass(sixMinutes);
  await readings.forget(directoryKeys.person(ids.operator));
  slack.faults.add({ method: 'users.info', kind: 'rate_limited', retryAfter: 30 });
  await expect(instance().person(ids.operator)).rejects.toMatchObject({ retryAfter: 30 });
});

test('the doctor asks for no group that access has read, and of the others for four at most', async () => {
  const { slack, web, calls, instance } = await startDirectory();
  const groups = Array.from({ length: 12 }, (_, index) => `S0NONE${index}`);
  await instance().groupsOf(ids.operator, [ids.onCall, ...groups.slice(0, 3)]);
  calls.length = 0;
  const probe = () => createSlackProbe(web, instance());
  const found = await probe().unknownIds([ids.onCall, ...groups]);
  expect(calls.filter((method) => method === 'usergroups.users.list')).toHaveLength(4);
  expect(found).toEqual({ unknown: groups.slice(0, 7), unasked: 5 });
  slack.faults.add({ method: 'usergroups.users.list', kind: 'rate_limited', retryAfter: 30, calls: 99 });
  expect(await probe().unknownIds([ids.onCall, ...groups])).toEqual({
    unknown: groups.slice(0, 7),
    unasked: 5,
  });
});

test('calls are counted for all instances, and one becomes free when the oldest is a minute ago', async () => {
  const { table, clock } = await startDirectory();
  const take = () => takeCall(table, 'doctor T1', { most: 4, ms: 60_000 }, clock.now());
  expect([await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, 0]);
  expect(await take()).toBe(60);
  clock.pass(59_500);
  expect(await take()).toBe(1);
  clock.pass(500);
  expect(await take()).toBe(0);
});
