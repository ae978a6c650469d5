import * as z from 'zod';
import { namesPerson } from '../access/access.ts';
import { isWithinHours } from '../access/hours.ts';
import type { Grant } from '../access/policy.ts';
import { defineRead } from './line/command.ts';

/** What a person may do with the bot, and by which grants. */
export interface WhoamiReply {
  readonly kind: 'whoami';
  readonly userId: string;
  /** User groups that the policy names and the person is in. */
  readonly groups: readonly string[];
  readonly policy:
    | { readonly type: 'unusable'; readonly problem: string; readonly readsOpen: boolean }
    | { readonly type: 'policy'; readonly reads: 'members' | 'granted' };
  /** The grants that apply to them where they asked. */
  readonly grants: readonly OwnGrant[];
  /** Who may make changes, if they may not themselves: as in a grant's `who`. Absent where nobody should learn that. */
  readonly askable?: readonly string[];
}

export interface OwnGrant {
  readonly grant: Grant;
  /** The entries of its `who` that match them. */
  readonly by: readonly string[];
  /** Whether it applies at this hour. */
  readonly now: boolean;
}

/**
 * `/ecs whoami`: what the caller may do here, by which grants, within which limits; or who could. Asks Slack for their groups, and AWS for nothing.
 */
export const whoami = defineRead({
  name: 'whoami',
  examples: ['whoami'],
  args: z.object({}),
  async run(_, { access, caller: { userId, channelId }, now }): Promise<WhoamiReply> {
    const { reading, groups } = await access.basis(userId);
    const person = { userId, channelId, groups };
    if (reading.type === 'unusable') {
      const policy = { type: 'unusable', problem: reading.problem, readsOpen: reading.absent } as const;
      return { kind: 'whoami', userId, groups, policy, grants: [], askable: [] };
    }
    const { reads, grants } = reading.policy;
    const own = grants
      .filter(({ who }) => namesPerson(who, person))
      .map((grant) => ({
        grant,
        by: grant.who.filter((id) => namesPerson([id], person)),
        now: grant.hours === undefined || isWithinHours(grant.hours, now()),
      }));
    const others = grants.filter(changes).flatMap(({ who }) => who);
    return {
      kind: 'whoami',
      userId,
      groups,
      policy: { type: 'policy', reads },
      grants: own,
      // Where reading needs a grant, nobody learns here who has others: a refusal names who can help with what the caller may read.
      ...(reads === 'members' && {
        askable: own.some(({ grant }) => changes(grant)) ? [] : [...new Set(others)].sort(),
      }),
    };
  },
});

function changes({ may }: Grant): boolean {
  return may.some((each) => each !== 'read');
}
