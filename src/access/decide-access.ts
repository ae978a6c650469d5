import type { AccessDecision, AccessDenial } from './access-decision.ts';
import type { AccessRequest, AccessTarget } from './access-request.ts';
import { coversTarget } from './covers-target.ts';
import { holds } from './holds.ts';
import { type LimitHit, limitsHit } from './limits-hit.ts';
import { namesPerson } from './names-person.ts';
import type { Grant } from './policy.ts';
import type { PolicyReading } from './policy-reading.ts';
import { readTags } from './read-tags.ts';

/**
 * Whether the policy lets a member do what is asked, and if not, why. One grant has to allow all of it within its own limits;
 * grants don't add up, and their order says nothing. The target's tags `ecs-bot:…` only ever narrow that.
 *
 * Reads without a target ask whether the person may look at anything. Without a file reads are open, as it is without the
 * file's word; with a file that can't be read they are not, because it may have said `reads: granted`.
 */
export function decideAccess(reading: PolicyReading, request: AccessRequest): AccessDecision {
  if (reading.type === 'unusable') {
    if (request.kind === 'read' && reading.absent) return { allowed: true };
    return refuse({ why: 'noPolicy', problem: reading.problem });
  }
  const { policy } = reading;
  if (request.kind === 'read' && policy.reads === 'members') return { allowed: true };

  const covering = policy.grants.filter((grant) => covers(grant, request));
  const own = covering.filter(({ who }) => namesPerson(who, request)).sort(byName);
  if (own.length === 0) return refuse(noGrant(reading, covering, request));

  const allowing = own.filter((grant) => limitsHit(grant, request).length === 0);
  if (allowing.length === 0) return refuse(nearestLimit(own, request));

  const { isProtected, max } = readTags(request.target?.tags ?? {});
  const { raisedTo } = request.effect ?? {};
  // `most` that is not known compares as "not within".
  if (max && raisedTo !== undefined && !(raisedTo <= (max.most ?? -1)))
    return refuse({ why: 'maxTag', ...max });

  const alone = allowing.find(({ approval }) => approval === undefined);
  const grant = alone ?? allowing[0];
  const approval = isProtected ? 'tag' : alone ? undefined : 'grant';
  return {
    allowed: true,
    ...(grant && { grant }),
    // Neither a look nor a setting has a card that somebody could approve.
    ...(request.kind === 'change' && approval && { approval }),
  };
}

function refuse(denial: AccessDenial): AccessDecision {
  return { allowed: false, denial };
}

function covers(grant: Grant, request: AccessRequest): boolean {
  const anywhere = request.kind === 'read' && request.target === undefined;
  return holds(grant.may, request) && (anywhere || coversTarget(grant.on, request.target));
}

/** Who could be asked is told only to those who may know of the target. */
function noGrant(reading: PolicyReading, covering: readonly Grant[], asked: AccessRequest): AccessDenial {
  const { effect: _, ...request } = asked;
  const { target, commands, kind } = request;
  const mayKnow = kind !== 'read' && decideAccess(reading, { ...request, kind: 'read' }).allowed;
  return {
    why: 'noGrant',
    may: commands[0] ?? kind,
    on: target === undefined ? '*' : nameOf(target),
    askable: mayKnow ? [...new Set(covering.flatMap(({ who }) => who))].sort() : [],
  };
}

function nameOf({ cluster, name }: AccessTarget): string {
  return `${cluster}/${name}`;
}

/** Of grants that all have a limit in the way the one with the fewest and widest limits. */
function nearestLimit(grants: readonly Grant[], request: AccessRequest): AccessDenial {
  const [nearest] = grants
    .map((grant) => ({ grant, hits: limitsHit(grant, request) }))
    .sort((one, other) => one.hits.length - other.hits.length || distance(one.hits) - distance(other.hits));
  const limit = nearest?.hits[0];
  if (nearest === undefined || limit === undefined) throw new Error('No grant has a limit in the way');
  return { why: 'limit', grant: nearest.grant.name, limit };
}

/** A count that could be asked for instead is nearer than an hour that has to be waited for. */
function distance([hit]: readonly LimitHit[]): number {
  switch (hit?.type) {
    case 'max-desired':
      return -hit.most;
    case 'min-running':
      return hit.least;
    default:
      return hit?.type === 'unsafe' ? 1_000_000 : 2_000_000;
  }
}

function byName(one: Grant, other: Grant): number {
  return one.name < other.name ? -1 : 1;
}
