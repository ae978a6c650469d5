import { describe, expect, test } from 'vitest';
import { decideAccess } from '../../../src/access/access.ts';
import { readPolicy } from '../../../src/access/policy.ts';
import type { AccessRequest } from '../../../src/access/targets.ts';

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

describe('limits', () => {
  const limit = (grant: string, found: object) => refused({ why: 'limit', grant, limit: found });

  test('max-desired holds a raise; a way down is never over it', () => {
    const reading = policy({ ...change, 'max-desired': 6 });
    expect(decideAccess(reading, { ...asked, effect: { raisedTo: 6 } })).toEqual(allowed('grant 1'));
    expect(decideAccess(reading, { ...asked, effect: { raisedTo: 7 } })).toEqual(
      limit('grant 1', { type: 'max-desired', most: 6 }),
    );
    expect(decideAccess(reading, { ...asked, effect: {} })).toEqual(allowed('grant 1'));
  });

  test('min-running holds the healthy tasks, and no unsafe stop', () => {
    const reading = policy({ ...change, 'min-running': 2 });
    expect(decideAccess(reading, { ...asked, effect: { leaves: 2 } })).toEqual(allowed('grant 1'));
    expect(decideAccess(reading, { ...asked, effect: { leaves: 1 } })).toEqual(
      limit('grant 1', { type: 'min-running', least: 2 }),
    );
    expect(decideAccess(reading, { ...asked, effect: { leaves: 5, unsafe: 'protected' } })).toEqual(
      limit('grant 1', { type: 'unsafe', what: 'protected' }),
    );
    expect(decideAccess(policy(change), { ...asked, effect: { leaves: 0, unsafe: 'protected' } })).toEqual(
      allowed('grant 1'),
    );
  });

  test('a deployment brings in no family and no repository that neither the service nor the grant has', () => {
    const names = { families: 'api', repositories: ['shop/*', 'public.ecr.aws/nginx/nginx'] };
    const reading = policy({ ...change, ...names });
    const decide = (effect: AccessRequest['effect'], by = reading) =>
      decideAccess(by, { ...asked, ...(effect && { effect }) });
    expect(decide({ family: 'api', repositories: ['shop/api', 'public.ecr.aws/nginx/nginx'] })).toEqual(
      allowed('grant 1'),
    );
    expect(decide({ family: 'payroll' })).toEqual(limit('grant 1', { type: 'families', name: 'payroll' }));
    expect(decide({ family: 'api' }, policy(change))).toEqual(
      limit('grant 1', { type: 'families', name: 'api' }),
    );
    // On Docker Hub or in another account it is another repository.
    for (const name of ['docker.io/shop/api', '111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/api']) {
      const hit = limit('grant 1', { type: 'repositories', name });
      expect(decide({ repositories: ['shop/api', name] })).toEqual(hit);
    }
    // Whoever writes a star in place of a name means no registry by it.
    const anyWeb = policy({ ...change, repositories: '*/web' });
    expect(decide({ repositories: ['shop/web'] }, anyWeb)).toEqual(allowed('grant 1'));
    for (const name of ['evil.example/web', 'evil:5000/web', 'localhost/web']) {
      const hit = limit('grant 1', { type: 'repositories', name });
      expect(decide({ repositories: [name] }, anyWeb)).toEqual(hit);
      expect(decide({ repositories: [name] }, policy({ ...change, repositories: '*' }))).toEqual(
        allowed('grant 1'),
      );
    }
    expect(decide({ repositories: ['a.io/web'] }, policy({ ...change, repositories: '*.io/web' }))).toEqual(
      allowed('grant 1'),
    );
    expect(decide({}, policy(change))).toEqual(allowed('grant 1'));
  });

  test('hours', () => {
    const hours = 'Mon-Fri 09:00-18:00 Europe/Berlin';
    const reading = policy({ ...change, hours });
    expect(decideAccess(reading, asked)).toEqual(allowed('grant 1'));
    expect(decideAccess(reading, { ...asked, now: monday + 6 * 3_600_000 })).toEqual(
      limit('grant 1', { type: 'hours', text: hours }),
    );
  });

  test('grants do not add up: one has to allow all of it; told is the one that comes closest', () => {
    const high = { ...change, name: 'high', 'max-desired': 9, 'min-running': 3 };
    const low = { ...change, name: 'low', 'max-desired': 4 };
    const effect = { raisedTo: 8, leaves: 1 };
    expect(decideAccess(policy(high, low), { ...asked, effect })).toEqual(
      limit('low', { type: 'max-desired', most: 4 }),
    );
    expect(decideAccess(policy(high, low), { ...asked, effect: { raisedTo: 10, leaves: 4 } })).toEqual(
      limit('high', { type: 'max-desired', most: 9 }),
    );
    expect(decideAccess(policy(high, low), { ...asked, effect: { raisedTo: 10, leaves: 1 } })).toEqual(
      limit('low', { type: 'max-desired', most: 4 }),
    );
  });
});

describe('approval', () => {
  const second = { ...change, name: 'second', approval: 'second-person' };

  test('only where every grant that allows it demands it', () => {
    expect(decideAccess(policy(second), asked)).toMatchObject({ allowed: true, approval: 'grant' });
    const both = policy(second, { ...change, name: 'alone', 'max-desired': 4 });
    expect(decideAccess(both, { ...asked, effect: { raisedTo: 4 } })).toEqual(allowed('alone'));
    expect(decideAccess(both, { ...asked, effect: { raisedTo: 5 } })).toMatchObject({
      allowed: true,
      approval: 'grant',
      grant: { name: 'second' },
    });
  });

  test.each([
    ['true', 'tag'],
    ['yes', 'tag'],
    ['', 'tag'],
    ['false', undefined],
  ])('ecs-bot:protected=%s: %s', (value, approval) => {
    const target = tagged({ 'ecs-bot:protected': value });
    const decision = decideAccess(policy(change), { ...asked, target });
    expect(decision.allowed && decision.approval).toBe(approval);
  });

  test('neither a look nor a setting has a card that could be approved', () => {
    const setting = { ...asked, kind: 'setting', commands: ['watch'] } as const;
    expect(decideAccess(policy(second), setting)).toEqual(allowed('second'));
    expect(decideAccess(granted(second), { ...asked, kind: 'read' })).toEqual(allowed('second'));
  });
});

describe('ecs-bot:max', () => {
  test.each([
    ['5', 5, true],
    ['5', 6, false],
    [' 5 ', 5, true],
    ['0', 1, false],
    ['many', 1, false],
    ['-1', 1, false],
    ['', 1, false],
  ])('%j and %i tasks: %s', (value, raisedTo, may) => {
    const target = tagged({ 'ecs-bot:max': value });
    const decision = decideAccess(policy(change), { ...asked, target, effect: { raisedTo } });
    expect(decision.allowed).toBe(may);
    if (!decision.allowed) expect(decision.denial).toMatchObject({ why: 'maxTag', value: value.trim() });
  });

  test('a way down is never over it', () => {
    const target = tagged({ 'ecs-bot:max': '2' });
    expect(decideAccess(policy(change), { ...asked, target, effect: { leaves: 5 } }).allowed).toBe(true);
  });
});
