import { type AccessDecision, decideAccess, type Readable, readable } from './decide.ts';
import type { Directory, Person, PolicyReading } from './policy.ts';
import type { AccessRequest } from './targets.ts';

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

/** The policy applied to the people that Slack knows: a non-member is refused before any grant is checked. */
export function createAccess({ reading, directory, now }: AccessOptions): Access {
  const named = groupIds(reading);
  const groupsOf = async (userId: string, onlyFresh = false) =>
    named.length === 0 ? [] : directory.groupsOf(userId, named, onlyFresh);
  const areReadsOpen = reading.type === 'policy' ? reading.policy.reads === 'members' : reading.absent;
  return {
    person: (userId) => directory.person(userId),
    lastKnownAt: () => directory.lastKnownAt?.(),
    async decide({ onlyFresh = false, ...ask }) {
      const { standing } = await directory.person(ask.userId, onlyFresh);
      if (standing !== 'member') return { allowed: false, denial: { why: 'standing', standing } };
      return decideAccess(reading, { ...ask, groups: await groupsOf(ask.userId, onlyFresh), now: now() });
    },
    async readable(ask) {
      if (areReadsOpen) return { type: 'all' };
      const { standing } = await directory.person(ask.userId);
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
