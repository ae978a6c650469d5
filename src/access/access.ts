import { type AccessDecision, decideAccess, type Readable, readable } from './decide.ts';
import type { Directory, Person, PolicyReading } from './policy.ts';
import type { AccessRequest } from './targets.ts';

/** What somebody wants; their groups and the time are found out. */
type AccessAsk = Omit<AccessRequest, 'groups' | 'now'> & {
  /** An approval: it is not decided by what Slack said some time ago. */
  readonly onlyFresh?: boolean;
};

/** Who may do what, now. Both reject when Slack can't be asked who somebody is: then nobody is let in. */
export interface Access {
  person(userId: string): Promise<Person>;
  decide(ask: AccessAsk): Promise<AccessDecision>;
  /** What the person may look at, by any of these commands; nobody is asked where that is open to all members. */
  readable(ask: Pick<AccessAsk, 'userId' | 'channelId' | 'commands'>): Promise<Readable>;
  /** When the oldest of what Slack said was said, where that is older than it should be because Slack limits us; epoch milliseconds. */
  lastKnownAt(): number | undefined;
  /** What decides about the person: the policy, and the groups that it names and the person is in. */
  basis(userId: string): Promise<{ readonly reading: PolicyReading; readonly groups: readonly string[] }>;
}

interface AccessOptions {
  readonly reading: PolicyReading;
  readonly directory: Directory;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The policy over the people that Slack knows: who is no member is refused before any grant is looked at. */
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

/** The user groups (S…) that the policy names: what Slack has to be asked before a decision. */
export function groupIds(reading: PolicyReading): readonly string[] {
  if (reading.type === 'unusable') return [];
  const all = reading.policy.grants.flatMap(({ who }) => who).filter((id) => id.startsWith('S'));
  return [...new Set(all)].sort();
}
