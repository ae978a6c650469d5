import { maskSecrets } from '../redact/redact.ts';
import {
  checkClock,
  checkConcurrency,
  checkHeartbeat,
  checkQueues,
  checkRules,
  checkTables,
} from './aws-checks.ts';
import { type CheckName, type DoctorDeps, type Finding, isDenied, within } from './check.ts';
import { checkRights } from './rights.ts';
import { checkAccess, checkChannel, checkPeople, checkSlack, checkToken } from './slack-checks.ts';

type Check = (deps: DoctorDeps) => Promise<Finding[]>;

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

const severity = { FAIL: 0, WARN: 1, NOTE: 2, OK: 3 } as const;

/**
 * Checks every part of the bot, all at the same time; the worst findings come first. A check that itself fails, or takes longer than `checkMs`
 * milliseconds, is a finding too and does not hide the others.
 */
export async function examine(
  deps: DoctorDeps,
  checkMs = 5000,
  only: readonly CheckName[] = Object.keys(checks) as CheckName[],
): Promise<Finding[]> {
  const findings = await Promise.all(only.map((name) => run(name, deps, checkMs)));
  return findings.flat().sort((one, other) => severity[one.level] - severity[other.level]);
}

async function run(check: CheckName, deps: DoctorDeps, ms: number): Promise<Finding[]> {
  try {
    return await within(ms, () => checks[check](deps));
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return [{ level: 'FAIL', code: 'late', check }];
    const message = maskSecrets(error instanceof Error ? error.message : String(error));
    return [{ level: 'FAIL', code: isDenied(error) ? 'denied' : 'failed', check, message }];
  }
}
