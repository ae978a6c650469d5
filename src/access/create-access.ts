import type { Access } from './access.ts';
import { decideAccess } from './decide-access.ts';
import type { Directory } from './directory.ts';
import { groupIds } from './group-ids.ts';
import type { PolicyReading } from './policy-reading.ts';
import { readable } from './readable.ts';

export interface AccessOptions {
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
