import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Is the access file usable, and does it grant anything? */
export async function checkAccess({ access }: DoctorWorld): Promise<Finding[]> {
  if (access.type === 'unusable') return [{ level: 'FAIL', code: 'accessUnusable', problem: access.problem }];
  const grants = access.policy.grants.length;
  return [
    grants === 0 ? { level: 'WARN', code: 'accessEmpty' } : { level: 'OK', code: 'accessUsable', grants },
  ];
}
