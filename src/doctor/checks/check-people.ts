import type { PolicyReading } from '../../access/policy-reading.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Users and user groups; of channels the bot may not ask. */
const askable = /^[UWS][A-Z0-9]+$/;
/** Slack answers only so often a minute, and the answer should not take one. */
const most = 20;

/** Does Slack know whom the access file names? */
export async function checkPeople({ access, slack }: DoctorWorld): Promise<Finding[]> {
  const ids = idsOf(access);
  if (ids.length === 0) return [];
  const asked = ids.slice(0, most);
  const { unknown, unasked } = await slack.unknownIds(asked);
  return [
    ...(unknown.length > 0 ? [{ level: 'WARN', code: 'peopleUnknown', ids: unknown } as const] : []),
    {
      level: 'OK',
      code: 'peopleKnown',
      known: asked.length - unasked - unknown.length,
      unasked: ids.length - asked.length + unasked,
    },
  ];
}

function idsOf(access: PolicyReading): string[] {
  if (access.type === 'unusable') return [];
  const named = access.policy.grants.flatMap(({ who }) => who);
  return [...new Set(named)].filter((id) => askable.test(id));
}
