import type { PolicyReading } from './policy-reading.ts';

/** The user groups (S…) that the policy names: what Slack has to be asked before a decision. */
export function groupIds(reading: PolicyReading): readonly string[] {
  if (reading.type === 'unusable') return [];
  const all = reading.policy.grants.flatMap(({ who }) => who).filter((id) => id.startsWith('S'));
  return [...new Set(all)].sort();
}
