import type { AccessDenial } from './access-decision.ts';
import type { AccessRequest } from './access-request.ts';
import { decideAccess } from './decide-access.ts';
import { limitsHit } from './limits-hit.ts';
import { namesPerson } from './names-person.ts';
import type { PolicyReading } from './policy-reading.ts';

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
