import type { AccessDecision } from './access-decision.ts';
import type { AccessRequest } from './access-request.ts';
import type { Person } from './directory.ts';

/** What somebody wants; their groups and the time are found out. */
export type AccessAsk = Omit<AccessRequest, 'groups' | 'now'>;

/** Who may do what, now. Both reject when Slack can't be asked who somebody is: then nobody is let in. */
export interface Access {
  person(userId: string): Promise<Person>;
  decide(ask: AccessAsk): Promise<AccessDecision>;
}
