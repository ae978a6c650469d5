import { maskSecrets } from '../redact/redact.ts';
import { checkAccess } from './checks/check-access.ts';
import { checkChannel } from './checks/check-channel.ts';
import { checkClock } from './checks/check-clock.ts';
import { checkConcurrency } from './checks/check-concurrency.ts';
import { checkHeartbeat } from './checks/check-heartbeat.ts';
import { checkPeople } from './checks/check-people.ts';
import { checkQueues } from './checks/check-queues.ts';
import { checkRights } from './checks/check-rights.ts';
import { checkRules } from './checks/check-rules.ts';
import { checkSlack } from './checks/check-slack.ts';
import { checkTables } from './checks/check-tables.ts';
import { checkToken } from './checks/check-token.ts';
import type { DoctorWorld } from './doctor-world.ts';
import type { CheckName, Finding } from './finding.ts';
import { isDenied } from './is-denied.ts';
import { within } from './within.ts';

type Check = (world: DoctorWorld) => Promise<Finding[]>;

const checks: Readonly<Record<CheckName, Check>> = {
  token: checkToken,
  slack: checkSlack,
  access: checkAccess,
  people: checkPeople,
  channel: checkChannel,
  rights: checkRights,
  rules: checkRules,
  heartbeat: checkHeartbeat,
  queues: checkQueues,
  tables: checkTables,
  clock: checkClock,
  concurrency: checkConcurrency,
};

const severity = { FAIL: 0, WARN: 1, OK: 2 } as const;

/**
 * Asks every part of the bot whether it is well, all at once; what is worst comes first. A check that fails itself, or that takes
 * longer than `checkMs` milliseconds, is a finding too and hides no other.
 */
export async function examine(
  world: DoctorWorld,
  checkMs = 5000,
  only: readonly CheckName[] = Object.keys(checks) as CheckName[],
): Promise<Finding[]> {
  const findings = await Promise.all(only.map((name) => run(name, world, checkMs)));
  return findings.flat().sort((one, other) => severity[one.level] - severity[other.level]);
}

async function run(check: CheckName, world: DoctorWorld, ms: number): Promise<Finding[]> {
  try {
    return await within(ms, () => checks[check](world));
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return [{ level: 'FAIL', code: 'late', check }];
    const message = maskSecrets(error instanceof Error ? error.message : String(error));
    return [{ level: 'FAIL', code: isDenied(error) ? 'denied' : 'failed', check, message }];
  }
}
