import { expect, test } from 'vitest';
import { createAccess } from '../../../src/access/access.ts';
import { type Directory, type Person, readPolicy } from '../../../src/access/policy.ts';

const now = () => Date.parse('2026-11-23T12:00:00Z');
const ask = { userId: 'U0ANNA', channelId: 'C0OPS', commands: ['scale'] };
const change = { ...ask, kind: 'change', target: { cluster: 'shop', name: 'web', tags: {} } } as const;

/** U0ANNA is on call; every question to Slack is counted. */
function setUp(file: object, standing: Person['standing'] = 'member') {
  const asked: string[] = [];
  const directory: Directory = {
    async person(userId) {
      asked.push(userId);
      return { standing, locale: 'en-US' };
    },
    async groupsOf(_, groupIds) {
      asked.push(...groupIds);
      return groupIds.filter((id) => id === 'S0ONCALL');
    },
  };
  return { asked, access: createAccess({ reading: readPolicy(file, ['scale']), directory, now }) };
}
const onCall = { who: 'S0ONCALL', may: 'change', on: 'shop/*' };
const others = { who: ['S0OTHER', 'U0BEN'], may: 'change', on: '*' };

test('the groups that the policy names, and no others, are asked for', async () => {
  const { access, asked } = setUp({ grants: [onCall, others, { ...onCall, name: 'once more' }] });
  expect(await access.decide(change)).toMatchObject({ allowed: true, grant: { name: 'grant 1' } });
  expect(asked).toEqual(['U0ANNA', 'S0ONCALL', 'S0OTHER']);
  expect(await access.basis('U0ANNA')).toMatchObject({ groups: ['S0ONCALL'] });
});

test.each(['guest', 'bot', 'deactivated', 'stranger'] as const)(
  'a %s does nothing, whatever is granted',
  async (standing) => {
    const everyone = { who: ['everyone', 'U0ANNA'], may: 'change', on: '*' };
    const { access } = setUp({ reads: 'granted', grants: [everyone] }, standing);
    expect(await access.decide(change)).toEqual({ allowed: false, denial: { why: 'standing', standing } });
    expect(await access.readable(ask)).toEqual({ type: 'none', denial: { why: 'standing', standing } });
  },
);

test('where reads are open to members nobody is asked for them', async () => {
  const { access, asked } = setUp({ grants: [onCall] });
  expect(await access.readable(ask)).toEqual({ type: 'all' });
  expect(asked).toEqual([]);
});

test('where they are granted: what the grants name that hold now', async () => {
  const asleep = { name: 'night', who: 'everyone', may: 'read', on: 'media/*', hours: 'Mon 22:00-06:00 UTC' };
  const { access } = setUp({ reads: 'granted', grants: [onCall, others, asleep] });
  expect(await access.readable(ask)).toEqual({ type: 'some', on: ['shop/*'] });
  const { access: all } = setUp({ reads: 'granted', grants: [onCall, { ...others, who: 'everyone' }] });
  expect(await all.readable(ask)).toEqual({ type: 'all' });
  const { access: none } = setUp({ reads: 'granted', grants: [others] });
  expect(await none.readable(ask)).toMatchObject({ type: 'none', denial: { why: 'noGrant', askable: [] } });
  const { access: later } = setUp({ reads: 'granted', grants: [others, asleep] });
  expect(await later.readable(ask)).toMatchObject({ type: 'none', denial: { why: 'limit', grant: 'night' } });
});

test('when Slack can’t be asked, nobody is let in', async () => {
  const away = async () => Promise.reject(new Error('Slack is away'));
  const reading = readPolicy({ reads: 'granted', grants: [{ ...others, who: 'everyone' }, onCall] }, []);
  for (const directory of [
    { person: away, groupsOf: async () => [] },
    { person: async () => ({ standing: 'member', locale: 'en-US' }) as const, groupsOf: away },
  ]) {
    const access = createAccess({ reading, directory, now });
    await expect(access.decide(change)).rejects.toThrow('Slack is away');
    await expect(access.readable(ask)).rejects.toThrow('Slack is away');
  }
});

test('what may not go by memory asks for the person and for the groups anew', async () => {
  const fresh: (boolean | undefined)[] = [];
  const directory: Directory = {
    person: async (_, onlyFresh) => {
      fresh.push(onlyFresh);
      return { standing: 'member', locale: 'en-US' };
    },
    groupsOf: async (_, groupIds, onlyFresh) => {
      fresh.push(onlyFresh);
      return [...groupIds];
    },
  };
  const access = createAccess({ reading: readPolicy({ grants: [onCall] }, ['scale']), directory, now });
  await access.decide({ ...change, onlyFresh: true });
  await access.decide(change);
  expect(fresh).toEqual([true, true, false, false]);
});

test('who asks is read once for what they may see, and anew for what they may change', async () => {
  const { access, asked } = setUp({ reads: 'granted', grants: [{ ...onCall, who: 'everyone' }] });
  await access.person('U0ANNA');
  await access.readable(ask);
  expect(asked).toEqual(['U0ANNA']);
  await access.decide(change);
  expect(asked).toEqual(['U0ANNA', 'U0ANNA']);
  await access.readable({ ...ask, userId: 'U0BEN' });
  expect(asked).toEqual(['U0ANNA', 'U0ANNA', 'U0BEN']);
});

test('without a file reads stay open; with a wrong one they do not', async () => {
  const directory: Directory = {
    person: async () => ({ standing: 'member', locale: 'en-US' }),
    groupsOf: async () => [],
  };
  for (const absent of [true, false]) {
    const access = createAccess({ reading: { type: 'unusable', problem: 'x', absent }, directory, now });
    expect(await access.decide(change)).toEqual({
      allowed: false,
      denial: { why: 'noPolicy', problem: 'x' },
    });
    expect((await access.readable(ask)).type).toBe(absent ? 'all' : 'none');
  }
});
