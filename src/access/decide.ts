import { isWithinHours } from './hours.ts';
import type { Grant, Person, PolicyReading } from './policy.ts';
import { type AccessRequest, type AccessTarget, coversTarget, readTags } from './targets.ts';

/** What the policy says to a request. */
export type AccessDecision =
  | {
      readonly allowed: true;
      /** Absent where reading is open to all members. */
      readonly grant?: Grant;
      /** Who demands a second person: every grant that allows it, or the target's tag `ecs-bot:protected`. */
      readonly approval?: 'grant' | 'tag';
    }
  | { readonly allowed: false; readonly denial: AccessDenial };

/** Why not. */
export type AccessDenial =
  /** Whoever is no member of the workspace does nothing at all. */
  | { readonly why: 'standing'; readonly standing: Exclude<Person['standing'], 'member'> }
  /** There is no usable access file. */
  | { readonly why: 'noPolicy'; readonly problem: string }
  /** No grant covers it; `askable` are the `who` of the grants that do, none where the person may not read the target. */
  | {
      readonly why: 'noGrant';
      readonly may: string;
      readonly on: string;
      readonly askable: readonly string[];
    }
  /** A grant covers it, but for a limit; of several, the one that comes closest. */
  | {
      readonly why: 'limit';
      readonly grant: string;
      readonly limit:
        | { readonly type: 'max-desired'; readonly most: number }
        | { readonly type: 'min-running'; readonly least: number }
        | { readonly type: 'unsafe'; readonly what: 'deployment' | 'protected' }
        | { readonly type: 'hours'; readonly text: string };
    }
  /** The target's tag `ecs-bot:max`; of a `value` that is no number `most` is not known, and nothing is raised. */
  | { readonly why: 'maxTag'; readonly value: string; readonly most: number | undefined };

/** What a person may look at: all of it, nothing, or what one of `on` names (as in a grant). */
export type Readable =
  | { readonly type: 'all' }
  | { readonly type: 'some'; readonly on: readonly string[] }
  | { readonly type: 'none'; readonly denial: AccessDenial };

type Asked = Pick<AccessRequest, 'userId' | 'groups' | 'channelId' | 'commands' | 'now'>;

/** What a person may look at now, where they ask: every grant of theirs lets them look at what it is for. */
export function readable(reading: PolicyReading, asked: Asked): Readable {
  const decision = decideAccess(reading, { ...asked, kind: 'read' });
  if (!decision.allowed) return { type: 'none', denial: decision.denial };
  if (reading.type === 'unusable' || reading.policy.reads === 'members') return { type: 'all' };
  const on = reading.policy.grants
    .filter((grant) => namesPerson(grant.who, asked) && limitsHit(grant, asked).length === 0)
    .flatMap((grant) => grant.on);
  return on.some((each) => each === '*' || each === '*/*') ? { type: 'all' } : { type: 'some', on };
}

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

/** Whether a grant's `who` means the person who asks, by id, by a user group, or by the channel in which it is asked. */
export function namesPerson(
  who: readonly string[],
  { userId, groups, channelId }: Pick<AccessRequest, 'userId' | 'groups' | 'channelId'>,
): boolean {
  return who.some((id) => id === 'everyone' || id === userId || id === channelId || groups.includes(id));
}

type LimitHit = Extract<AccessDenial, { why: 'limit' }>['limit'];

/** What of a grant's own limits stands in the way; nothing if it allows the request. */
function limitsHit(grant: Grant, { effect, now }: Pick<AccessRequest, 'effect' | 'now'>): LimitHit[] {
  const { maxDesired, minRunning, hours } = grant;
  const { raisedTo, leaves, unsafe } = effect ?? {};
  const hits: LimitHit[] = [];
  if (maxDesired !== undefined && raisedTo !== undefined && raisedTo > maxDesired) {
    hits.push({ type: 'max-desired', most: maxDesired });
  }
  if (minRunning !== undefined && leaves !== undefined && leaves < minRunning) {
    hits.push({ type: 'min-running', least: minRunning });
  }
  if (minRunning !== undefined && unsafe !== undefined) hits.push({ type: 'unsafe', what: unsafe });
  if (hours !== undefined && !isWithinHours(hours, now)) hits.push({ type: 'hours', text: hours.text });
  return hits;
}

/**
 * Whether a grant's `may` is enough for what is asked. `change` holds everything; whoever may do anything with a target may look at
 * it too.
 */
function holds(
  may: readonly string[],
  { kind, commands }: Pick<AccessRequest, 'kind' | 'commands'>,
): boolean {
  return kind === 'read' || may.includes('change') || commands.some((command) => may.includes(command));
}
