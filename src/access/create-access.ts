import type { Access } from './access.ts';
import { decideAccess } from './decide-access.ts';
import type { Directory } from './directory.ts';
import type { PolicyReading } from './policy-reading.ts';

export interface AccessOptions {
  readonly reading: PolicyReading;
  readonly directory: Directory;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The policy over the people that Slack knows: who is no member is refused before any grant is looked at. */
export function createAccess({ reading, directory, now }: AccessOptions): Access {
  const policy = reading.type === 'policy' ? reading.policy : undefined;
  const named = (policy?.grants ?? []).flatMap(({ who }) => who.filter((id) => id.startsWith('S')));
  const groupIds = [...new Set(named)];
  return {
    person: (userId) => directory.person(userId),
    async decide(ask) {
      const { standing } = await directory.person(ask.userId);
      if (standing !== 'member') return { allowed: false, denial: { why: 'standing', standing } };
      const groups = groupIds.length === 0 ? [] : await directory.groupsOf(ask.userId, groupIds);
      return decideAccess(reading, { ...ask, groups, now: now() });
    },
  };
}
