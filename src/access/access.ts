import { isWithinHours } from './hours.ts';
import type { Directory, Grant, Person, PolicyReading } from './policy.ts';
import {
  type AccessRequest,
  type AccessTarget,
  coversTarget,
  matchesPattern,
  matchesRepository,
  readTags,
} from './targets.ts';

/** What somebody wants to do; their groups and the time are looked up. */
type AccessAsk = Omit<AccessRequest, 'groups' | 'now'> & {
  /** For an approval: an old answer from Slack does not decide it. */
  readonly onlyFresh?: boolean;
};

/** Who may do what, now. `person` and `decide` reject when Slack can't be asked who somebody is: then nobody is let in. */
export interface Access {
  person(userId: string): Promise<Person>;
  decide(ask: AccessAsk): Promise<AccessDecision>;
  /** What the person may see, by any of these commands; Slack is not asked where reading is open to all members. */
  readable(ask: Pick<AccessAsk, 'userId' | 'channelId' | 'commands'>): Promise<Readable>;
  /** When the oldest answer from Slack was given, if it is older than it should be because Slack limits us; epoch milliseconds. */
  lastKnownAt(): number | undefined;
  /** What decides about the person: the policy, and those of its groups that the person is in. */
  basis(userId: string): Promise<{ readonly reading: PolicyReading; readonly groups: readonly string[] }>;
}

interface AccessOptions {
  readonly reading: PolicyReading;
  readonly directory: Directory;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * The policy applied to the people that Slack knows: a non-member is refused before any grant is checked. For one request: what a person may see is
 * decided by who they were when it began; what they may change, by who they are at that moment.
 */
export function createAccess({ reading, directory, now }: AccessOptions): Access {
  const named = groupIds(reading);
  const groupsOf = async (userId: string, onlyFresh = false) =>
    named.length === 0 ? [] : directory.groupsOf(userId, named, onlyFresh);
  const areReadsOpen = reading.type === 'policy' ? reading.policy.reads === 'members' : reading.absent;
  const asked = new Map<string, Person>();
  return {
    async person(userId) {
      const person = await directory.person(userId);
      asked.set(userId, person);
      return person;
    },
    lastKnownAt: () => directory.lastKnownAt?.(),
    async decide({ onlyFresh = false, ...ask }) {
      const { standing } = await directory.person(ask.userId, onlyFresh);
      if (standing !== 'member') return { allowed: false, denial: { why: 'standing', standing } };
      return decideAccess(reading, { ...ask, groups: await groupsOf(ask.userId, onlyFresh), now: now() });
    },
    async readable(ask) {
      if (areReadsOpen) return { type: 'all' };
      const { standing } = asked.get(ask.userId) ?? (await directory.person(ask.userId));
      if (standing !== 'member') return { type: 'none', denial: { why: 'standing', standing } };
      return readable(reading, { ...ask, groups: await groupsOf(ask.userId), now: now() });
    },
    basis: async (userId) => ({ reading, groups: await groupsOf(userId) }),
  };
}

/** The user groups (S…) that the policy names: Slack has to be asked about them before a decision. */
export function groupIds(reading: PolicyReading): readonly string[] {
  if (reading.type === 'unusable') return [];
  const all = reading.policy.grants.flatMap(({ who }) => who).filter((id) => id.startsWith('S'));
  return [...new Set(all)].sort();
}

/** The policy's answer to a request. */
export type AccessDecision =
  | {
      readonly allowed: true;
      /** Absent where reading is open to all members. */
      readonly grant?: Grant;
      /** What requires a second person: every grant that allows it, or the target's tag `ecs-bot:protected`. */
      readonly approval?: 'grant' | 'tag';
    }
  | { readonly allowed: false; readonly denial: AccessDenial };

/** Why a request was refused. */
export type AccessDenial =
  /** Somebody who is not a member of the workspace may do nothing at all. */
  | { readonly why: 'standing'; readonly standing: Exclude<Person['standing'], 'member'> }
  /** There is no usable access file. */
  | { readonly why: 'noPolicy'; readonly problem: string }
  /** None of the person's grants covers it; `askable` are the `who` of the grants that do, none if the person may not read the target. */
  | {
      readonly why: 'noGrant';
      readonly may: string;
      readonly on: string;
      readonly askable: readonly string[];
    }
  /** A grant covers it, except for a limit; of several, the one that comes closest. */
  | {
      readonly why: 'limit';
      readonly grant: string;
      readonly limit:
        | { readonly type: 'max-desired'; readonly most: number }
        | { readonly type: 'min-running'; readonly least: number }
        | { readonly type: 'unsafe'; readonly what: 'deployment' | 'protected' }
        /** What a deployment would bring in, which neither the service nor the grant has. */
        | { readonly type: 'families' | 'repositories'; readonly name: string }
        | { readonly type: 'hours'; readonly text: string };
    }
  /** The target's tag `ecs-bot:max`; if its `value` is not a number, `most` is undefined and nothing may be raised. */
  | { readonly why: 'maxTag'; readonly value: string; readonly most: number | undefined };

/** What a person may see: everything, nothing, or what an entry of `on` names (as in a grant). */
export type Readable =
  | { readonly type: 'all' }
  | { readonly type: 'some'; readonly on: readonly string[] }
  | { readonly type: 'none'; readonly denial: AccessDenial };

/**
 * Whether the policy lets a member do what is asked, and if not, why. One grant has to allow all of it within its own limits; grants don't add up,
 * and their order does not matter. The target's tags `ecs-bot:…` only ever narrow that.
 *
 * Reads without a target ask whether the person may see anything. Without a file reads are open, which is also the default of a file; with a file
 * that can't be read they are not, because it may have said `reads: granted`.
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
  // No count is within a `most` that is not known.
  if (max && raisedTo !== undefined && !(raisedTo <= (max.most ?? -1)))
    return refuse({ why: 'maxTag', ...max });

  const alone = allowing.find(({ approval }) => approval === undefined);
  const grant = alone ?? allowing[0];
  const approval = isProtected ? 'tag' : alone ? undefined : 'grant';
  return {
    allowed: true,
    ...(grant && { grant }),
    // Neither a read nor a setting has a card that somebody could approve.
    ...(request.kind === 'change' && approval && { approval }),
  };
}

/** Whether a grant's `who` matches the person who asks: by id, by user group, or by the channel where they ask. */
export function namesPerson(
  who: readonly string[],
  { userId, groups, channelId }: Pick<AccessRequest, 'userId' | 'groups' | 'channelId'>,
): boolean {
  return who.some((id) => id === 'everyone' || id === userId || id === channelId || groups.includes(id));
}

type Asked = Pick<AccessRequest, 'userId' | 'groups' | 'channelId' | 'commands' | 'now'>;

/** What a person may see now, where they ask: every grant lets its people see what it is for. */
function readable(reading: PolicyReading, asked: Asked): Readable {
  const decision = decideAccess(reading, { ...asked, kind: 'read' });
  if (!decision.allowed) return { type: 'none', denial: decision.denial };
  if (reading.type === 'unusable' || reading.policy.reads === 'members') return { type: 'all' };
  const on = reading.policy.grants
    .filter((grant) => namesPerson(grant.who, asked) && limitsHit(grant, asked).length === 0)
    .flatMap((grant) => grant.on);
  return on.some((each) => each === '*' || each === '*/*') ? { type: 'all' } : { type: 'some', on };
}

function refuse(denial: AccessDenial): AccessDecision {
  return { allowed: false, denial };
}

function covers(grant: Grant, request: AccessRequest): boolean {
  const anywhere = request.kind === 'read' && request.target === undefined;
  return holds(grant.may, request) && (anywhere || coversTarget(grant.on, request.target));
}

/** Who could be asked is shown only to people who may know about the target. */
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

/** Of grants that all have a limit in the way, the one with the fewest and widest limits. */
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

type LimitHit = Extract<AccessDenial, { why: 'limit' }>['limit'];

/** Which of a grant's own limits are in the way; none if it allows the request. */
function limitsHit(grant: Grant, { effect, now }: Pick<AccessRequest, 'effect' | 'now'>): LimitHit[] {
  const { maxDesired, minRunning, families = [], repositories = [], hours } = grant;
  const { raisedTo, leaves, unsafe, family, repositories: foreign = [] } = effect ?? {};
  const hits: LimitHit[] = [];
  if (maxDesired !== undefined && raisedTo !== undefined && raisedTo > maxDesired) {
    hits.push({ type: 'max-desired', most: maxDesired });
  }
  if (minRunning !== undefined && leaves !== undefined && leaves < minRunning) {
    hits.push({ type: 'min-running', least: minRunning });
  }
  if (minRunning !== undefined && unsafe !== undefined) hits.push({ type: 'unsafe', what: unsafe });
  if (family !== undefined && !names(families, family)) hits.push({ type: 'families', name: family });
  const repository = foreign.find((each) => !repositories.some((one) => matchesRepository(one, each)));
  if (repository !== undefined) hits.push({ type: 'repositories', name: repository });
  if (hours !== undefined && !isWithinHours(hours, now)) hits.push({ type: 'hours', text: hours.text });
  return hits;
}

function names(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, name));
}

/** Rights that only their own name gives: a freeze would hold nobody who may change things if they could also break or end it. */
const namedRights: readonly string[] = ['freeze', 'unfreeze', 'break-glass'];

/**
 * Whether a grant's `may` is enough for what is asked. `change` includes everything but the rights that have to be named; anyone who may do something
 * with a target may also read it.
 */
function holds(
  may: readonly string[],
  { kind, commands }: Pick<AccessRequest, 'kind' | 'commands'>,
): boolean {
  if (kind === 'read' || commands.some((command) => may.includes(command))) return true;
  return may.includes('change') && !commands.some((command) => namedRights.includes(command));
}
