import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localIds as ids } from '../../../infra/local/slack/workspace/local-ids.ts';
import { directoryKeys } from '../../../src/slack/directory-keys.ts';
import { slackDirectory } from '../../../src/slack/slack-directory.ts';
import { startDirectory } from './start-directory.ts';

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
  expect(await directory.person(id)).toEqual({ standing, locale: 'en-US' });
});

test("a person's language is Slack's", async () => {
  const { slack, directory } = await startDirectory();
  await slack.setPerson(ids.viewer, { locale: 'de-DE' });
  expect(await directory.person(ids.viewer)).toEqual({ standing: 'member', locale: 'de-DE' });
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
