import type { AccessDecision } from './access-decision.ts';
import type { AccessRequest } from './access-request.ts';
import type { Person } from './directory.ts';
import type { PolicyReading } from './policy-reading.ts';
import type { Readable } from './readable.ts';

/** What somebody wants; their groups and the time are found out. */
export type AccessAsk = Omit<AccessRequest, 'groups' | 'now'> & {
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
