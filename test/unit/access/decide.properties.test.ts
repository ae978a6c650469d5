import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccessDecision, decideAccess } from '../../../src/access/access.ts';
import { isWithinHours, parseHours } from '../../../src/access/hours.ts';
import type { Grant, PolicyReading } from '../../../src/access/policy.ts';
import type { AccessRequest } from '../../../src/access/targets.ts';

// Few names, so that grants and requests meet often.
const users = ['U0ANNA', 'U0BEN'];
const clusters = ['shop', 'hands-on'];
const names = ['web', 'api'];
const commands = ['scale', 'stop-task', 'watch'];
const hours = ['Mon-Fri 09:00-18:00 UTC', 'Sat-Sun 22:00-06:00 Europe/Berlin'].flatMap(
  (text) => parseHours(text) ?? [],
);

const some = <Value>(...values: Value[]) => fc.subarray(values, { minLength: 1 });
const grant = fc.record(
  {
    who: some(...users, 'S0NIGHT', 'C0OPS', 'everyone'),
    may: some('read', 'change', ...commands),
    on: some('*', 'shop/*', 'shop/web', '*/api', 'tag:team=a', 'hands-on/w*'),
    maxDesired: fc.nat(6),
    minRunning: fc.nat(4),
    families: some('api', 'w*'),
    repositories: some('shop/*', '*'),
    hours: fc.constantFrom(...hours),
    approval: fc.constant('second-person' as const),
  },
  { requiredKeys: ['who', 'may', 'on'] },
);
const grants = fc
  .array(grant, { maxLength: 6 })
  .map((all) => all.map((each, at): Grant => ({ ...each, name: `g${at}` })));
const reads = fc.constantFrom('members' as const, 'granted' as const);
const narrowing = fc.record(
  {
    'ecs-bot:protected': fc.constantFrom('true', 'false', 'maybe', ''),
    'ecs-bot:max': fc.oneof(
      fc.nat(8).map(String),
      fc.constantFrom('', 'many', '-3', '1e9', '0x9', 'Infinity'),
    ),
  },
  { requiredKeys: [] },
);
const effect = fc.record(
  {
    raisedTo: fc.nat(8),
    leaves: fc.nat(5),
    family: fc.constantFrom('api', 'web', 'payroll'),
    repositories: fc.subarray(['shop/api', 'docker.io/shop/api']),
    unsafe: fc.constantFrom('deployment' as const, 'protected' as const),
  },
  { requiredKeys: [] },
);
const request: fc.Arbitrary<AccessRequest> = fc.record(
  {
    userId: fc.constantFrom(...users),
    groups: fc.subarray(['S0NIGHT']),
    channelId: fc.constantFrom('C0OPS', 'D0ANNA'),
    kind: fc.constantFrom('read', 'change', 'setting'),
    commands: some(...commands),
    target: fc.record({
      cluster: fc.constantFrom(...clusters),
      name: fc.constantFrom(...names),
      tags: fc
        .tuple(narrowing, fc.constantFrom({}, { team: 'a' }))
        .map(([one, other]) => ({ ...one, ...other })),
    }),
    effect,
    now: fc.nat(14 * 24).map((hour) => Date.parse('2026-11-23T00:30:00Z') + hour * 3_600_000),
  },
  { requiredKeys: ['userId', 'groups', 'channelId', 'kind', 'commands', 'now'] },
);
const policyOf = (all: readonly Grant[], who: 'members' | 'granted' = 'members'): PolicyReading => ({
  type: 'policy',
  policy: { reads: who, grants: all },
});

/** What is allowed, as a number: refused, allowed with a second person, allowed alone. */
const reach = (decision: AccessDecision) => (decision.allowed ? (decision.approval ? 1 : 2) : 0);
const runs = { numRuns: 500 };
/** Of what allows: most that is drawn does not, and is drawn again. */
const allowedRuns = { numRuns: 100 };

test('a deny never becomes an allow by a grant of something else, for somebody else, or elsewhere', () => {
  const unrelated = fc.oneof(
    grant.map((each) => ({ ...each, who: ['U0OTHER', 'S0OTHER', 'C0OTHER'] })),
    grant.map((each) => ({ ...each, on: ['other/*', '*/other', 'tag:team=b'] })),
    grant.map((each) => ({ ...each, may: ['undo'] })),
  );
  const property = fc.property(grants, reads, request, unrelated, fc.nat(), (all, who, asked, other, at) => {
    // Any grant at all lets its people look at its targets.
    fc.pre(asked.kind !== 'read');
    const more = [...all];
    more.splice(at % (all.length + 1), 0, { ...other, name: 'other' });
    const before = decideAccess(policyOf(all, who), asked);
    expect(reach(decideAccess(policyOf(more, who), asked))).toBe(reach(before));
  });
  fc.assert(property, runs);
});

test('the order of the grants says nothing', () => {
  const shuffled = grants.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  const property = fc.property(shuffled, reads, request, ([one, other], who, asked) => {
    expect(decideAccess(policyOf(other, who), asked)).toEqual(decideAccess(policyOf(one, who), asked));
  });
  fc.assert(property, runs);
});

test('what several grants allow, one of them allows by itself', () => {
  const property = fc.property(grants, request, (all, asked) => {
    const alone = all.map((each) => reach(decideAccess(policyOf([each]), asked)));
    expect(reach(decideAccess(policyOf(all), asked))).toBe(Math.max(asked.kind === 'read' ? 2 : 0, ...alone));
  });
  fc.assert(property, runs);
});

test('the limits of the grant that allows it hold', () => {
  const property = fc.property(grants, request, (all, asked) => {
    const decision = decideAccess(policyOf(all), asked);
    fc.pre(decision.allowed && decision.grant !== undefined);
    const held = decision.allowed ? decision.grant : undefined;
    const { raisedTo = 0, leaves = 99, unsafe } = asked.effect ?? {};
    expect(raisedTo).toBeLessThanOrEqual(held?.maxDesired ?? 99);
    expect(leaves).toBeGreaterThanOrEqual(held?.minRunning ?? 0);
    const { family = '', repositories: brought = [] } = asked.effect ?? {};
    const { families = [], repositories = [] } = held ?? {};
    if (family === 'payroll') expect(held).toBeUndefined();
    if (family !== '')
      expect(families).toContain(family === 'api' && families.includes('api') ? 'api' : 'w*');
    if (brought.includes('docker.io/shop/api')) expect(repositories).toContain('*');
    if (brought.length > 0) expect(repositories).not.toEqual([]);
    if (held?.minRunning !== undefined) expect(unsafe).toBeUndefined();
    if (held?.hours) expect(isWithinHours(held.hours, asked.now)).toBe(true);
  });
  fc.assert(property, allowedRuns);
});

test('a stricter grant allows no more', () => {
  const stricter = fc.record(
    {
      maxDesired: fc.constant(0),
      minRunning: fc.constant(9),
      hours: fc.constantFrom(...hours),
      approval: fc.constant('second-person' as const),
    },
    { requiredKeys: [] },
  );
  const property = fc.property(grants, reads, request, stricter, fc.nat(), (all, who, asked, limits, at) => {
    fc.pre(all.length > 0);
    // Only what was not limited: a limit that takes another's place may be wider.
    const more = all.map((each, index) => (index === at % all.length ? { ...limits, ...each } : each));
    const before = reach(decideAccess(policyOf(all, who), asked));
    expect(reach(decideAccess(policyOf(more, who), asked))).toBeLessThanOrEqual(before);
  });
  fc.assert(property, runs);
});

test('tags ecs-bot:… only narrow, and a cap holds whatever a grant says', () => {
  const property = fc.property(grants, reads, request, narrowing, (all, who, asked, tags) => {
    const { target = { cluster: 'shop', name: 'web', tags: {} } } = asked;
    const bare = {
      ...target,
      tags: Object.fromEntries(Object.entries(target.tags).filter(([key]) => key === 'team')),
    };
    const without = decideAccess(policyOf(all, who), { ...asked, target: bare });
    const narrowed = decideAccess(policyOf(all, who), {
      ...asked,
      target: { ...bare, tags: { ...bare.tags, ...tags } },
    });
    expect(reach(narrowed)).toBeLessThanOrEqual(reach(without));
    const cap = tags['ecs-bot:max'];
    if (
      cap !== undefined &&
      asked.effect?.raisedTo !== undefined &&
      narrowed.allowed &&
      asked.kind !== 'read'
    ) {
      expect(asked.effect.raisedTo).toBeLessThanOrEqual(/^\d+$/.test(cap) ? Number(cap) : -1);
    }
    if (tags['ecs-bot:protected'] === 'true' && narrowed.allowed && asked.kind === 'change') {
      expect(narrowed.approval).toBe('tag');
    }
  });
  fc.assert(property, runs);
});

test('whoever may change something may look at it, unless a limit is in the way', () => {
  const property = fc.property(grants, request, (all, asked) => {
    fc.pre(decideAccess(policyOf(all, 'granted'), asked).allowed);
    expect(decideAccess(policyOf(all, 'granted'), { ...asked, kind: 'read' }).allowed).toBe(true);
  });
  fc.assert(property, allowedRuns);
});

test('who is not named anywhere may change nothing', () => {
  const property = fc.property(grants, reads, request, (all, who, asked) => {
    const named = all.map((each) => ({ ...each, who: each.who.filter((id) => id !== 'everyone') }));
    const stranger = { ...asked, userId: 'U0NOBODY', groups: [], channelId: 'C0ELSEWHERE' };
    const decision = decideAccess(policyOf(named, who), stranger);
    expect(decision.allowed).toBe(asked.kind === 'read' && who === 'members');
    if (!decision.allowed && who === 'granted') expect(decision.denial).toMatchObject({ askable: [] });
  });
  fc.assert(property, runs);
});
