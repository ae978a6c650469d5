import { describe, expect, test } from 'vitest';
import { decideAccess, groupIds } from '../../../src/access/access.ts';
import { readPolicy } from '../../../src/access/policy.ts';
import { type AccessRequest, patternTarget } from '../../../src/access/targets.ts';

const commands = ['scale', 'stop-task', 'drill', 'watch', 'logs'];
const policy = (...grants: object[]) => readPolicy({ grants }, commands);
const granted = (...grants: object[]) => readPolicy({ reads: 'granted', grants }, commands);
const change = { who: 'U0ANNA', may: 'change', on: 'shop/*' };
const web = { cluster: 'shop', name: 'web', tags: {} };
const tagged = (tags: Record<string, string>) => ({ ...web, tags });
const monday = Date.parse('2026-11-23T12:00:00Z');
const asked: AccessRequest = {
  userId: 'U0ANNA',
  groups: [],
  channelId: 'C0OPS',
  kind: 'change',
  commands: ['scale'],
  target: web,
  now: monday,
};
const allowed = (grant: string) => ({ allowed: true, grant: expect.objectContaining({ name: grant }) });
const refused = (denial: object) => ({ allowed: false, denial });

describe('who', () => {
  test.each([
    ['U0ANNA', {}],
    ['S0NIGHT', { groups: ['S0OTHER', 'S0NIGHT'] }],
    ['C0OPS', {}],
    ['everyone', { userId: 'W0BEN' }],
  ])('%s', (who, person) => {
    expect(decideAccess(policy({ ...change, who }), { ...asked, ...person })).toEqual(allowed('grant 1'));
  });

  test('another is refused, and reads whom to ask', () => {
    const reading = policy(
      { ...change, who: ['U0BEN', 'S0NIGHT'] },
      { ...change, who: 'C0NIGHT', may: 'scale' },
    );
    expect(decideAccess(reading, asked)).toEqual(
      refused({ why: 'noGrant', may: 'scale', on: 'shop/web', askable: ['C0NIGHT', 'S0NIGHT', 'U0BEN'] }),
    );
    expect(groupIds(reading)).toEqual(['S0NIGHT']);
  });
});

describe('may', () => {
  test('read is no change; a command is itself alone; any name of a request will do', () => {
    expect(decideAccess(policy({ ...change, may: 'read' }), asked)).toMatchObject({ allowed: false });
    const stops = policy({ ...change, may: 'stop-task' });
    expect(decideAccess(stops, asked)).toMatchObject({ allowed: false });
    expect(decideAccess(stops, { ...asked, commands: ['drill', 'stop-task'] })).toEqual(allowed('grant 1'));
  });

  test('change holds settings; of a setting the pattern has to be covered whole', () => {
    const setting = { ...asked, kind: 'setting', commands: ['watch'] } as const;
    const on = (pattern: string) => ({ ...setting, target: patternTarget(pattern) });
    expect(decideAccess(policy(change), on('shop/*'))).toEqual(allowed('grant 1'));
    expect(decideAccess(policy(change), on('shop/w*b'))).toEqual(allowed('grant 1'));
    expect(decideAccess(policy({ ...change, on: 'shop/web' }), on('shop/*'))).toMatchObject({
      allowed: false,
    });
    expect(decideAccess(policy({ ...change, on: 'shop/w*' }), on('shop/w*b'))).toEqual(allowed('grant 1'));
    expect(decideAccess(policy(change), on('*'))).toMatchObject({ allowed: false });
    expect(decideAccess(policy({ ...change, on: '*' }), on('*'))).toEqual(allowed('grant 1'));
    expect(decideAccess(policy({ ...change, may: 'scale' }), on('shop/*'))).toMatchObject({ allowed: false });
    expect(decideAccess(policy({ ...change, may: 'watch' }), on('shop/*'))).toEqual(allowed('grant 1'));
  });
});

describe('on', () => {
  test.each([
    ['shop/web', true],
    ['shop/w*', true],
    ['*/web', true],
    ['*', true],
    ['shop/api', false],
    ['hands-on/*', false],
    ['*/w', false],
    ['tag:team=shop', true],
    ['tag:team=sho', false],
    ['tag:constructor=x', false],
  ])('%s: %s', (on, covers) => {
    expect(
      decideAccess(policy({ ...change, on }), { ...asked, target: tagged({ team: 'shop' }) }).allowed,
    ).toBe(covers);
  });

  test('what has no target is covered by * alone', () => {
    const { target: _, ...untargeted } = asked;
    expect(decideAccess(policy({ ...change, on: '*' }), untargeted).allowed).toBe(true);
    expect(decideAccess(policy(change), untargeted)).toEqual(
      refused({ why: 'noGrant', may: 'scale', on: '*', askable: [] }),
    );
  });
});

describe('reads', () => {
  const look = { ...asked, kind: 'read', commands: ['services'] } as const;

  test('are open to members', () => {
    expect(decideAccess(policy(), look)).toEqual({ allowed: true });
  });

  test('granted: whoever may do anything with a target may look at it, and at nothing else', () => {
    for (const may of ['read', 'change', 'scale', 'logs']) {
      expect(decideAccess(granted({ ...change, may }), look)).toEqual(allowed('grant 1'));
    }
    const api = { ...look, target: { ...web, cluster: 'hands-on' } };
    expect(decideAccess(granted(change), api)).toEqual(
      refused({ why: 'noGrant', may: 'services', on: 'hands-on/web', askable: [] }),
    );
  });

  test('without a target: whether there is anything to look at', () => {
    const { target: _, ...anything } = look;
    expect(decideAccess(granted(change), anything).allowed).toBe(true);
    expect(decideAccess(granted({ ...change, who: 'U0BEN' }), anything).allowed).toBe(false);
  });

  test('granted: who could be asked stays untold where the target may not be known', () => {
    const reading = granted({ ...change, who: 'U0BEN' });
    expect(decideAccess(reading, asked)).toMatchObject({ denial: { askable: [] } });
    const known = granted({ ...change, who: 'U0BEN' }, { ...change, may: 'read' });
    expect(decideAccess(known, asked)).toMatchObject({ denial: { askable: ['U0BEN'] } });
    const night = { ...change, may: 'read', hours: 'Mon 22:00-06:00 UTC' };
    const asleep = granted({ ...change, who: 'U0BEN' }, night);
    expect(decideAccess(asleep, asked)).toMatchObject({ denial: { askable: [] } });
  });
});

test('without a usable file nothing changes, and why is said; reads stay open only where there is none', () => {
  const gone = { type: 'unusable', problem: 'there is none', absent: true } as const;
  const wrong = { type: 'unusable', problem: 'grants: …', absent: false } as const;
  for (const kind of ['change', 'setting'] as const) {
    expect(decideAccess(gone, { ...asked, kind })).toEqual(
      refused({ why: 'noPolicy', problem: 'there is none' }),
    );
    expect(decideAccess(wrong, { ...asked, kind })).toEqual(
      refused({ why: 'noPolicy', problem: 'grants: …' }),
    );
  }
  expect(decideAccess(gone, { ...asked, kind: 'read' })).toEqual({ allowed: true });
  expect(decideAccess(wrong, { ...asked, kind: 'read' }).allowed).toBe(false);
  expect(groupIds(wrong)).toEqual([]);
});
