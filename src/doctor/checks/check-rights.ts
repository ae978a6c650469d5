import { isRetryable } from '../../ecs/is-retryable.ts';
import { maskSecrets } from '../../redact/redact.ts';
import type { Attempt } from '../attempt.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';
import { isDenied } from '../is-denied.ts';
import { within } from '../within.ts';

/** Less than a check has, so that one call that hangs does not hide the others. */
const attemptMs = 4000;

/** What became of an attempt. */
interface Attempted {
  readonly right: string;
  /** Absent where the call went through. */
  readonly error?: unknown;
}

/**
 * Has the worker's role the rights that it needs? Tried by calls that change nothing: on names that nothing has, AWS answers "not
 * found" to who may, "access denied" to who may not.
 */
export async function checkRights({ attempts, untried }: DoctorWorld): Promise<Finding[]> {
  return judgeRights(await Promise.all(attempts.map(attempt)), untried);
}

async function attempt({ action, on, run }: Attempt): Promise<Attempted> {
  const right = on === undefined ? action : `${action} on ${on}`;
  try {
    await within(attemptMs, run);
    return { right };
  } catch (error) {
    return { right, error };
  }
}

function judgeRights(attempted: readonly Attempted[], untried: readonly string[]): Finding[] {
  const missing = attempted.filter(({ error }) => isDenied(error));
  const unclear = attempted.filter(({ error }) => !isDenied(error) && isRetryable(error));
  const held = attempted.length - missing.length - unclear.length;
  const findings: Finding[] = [];
  const names = (some: readonly Attempted[]) => some.map(({ right }) => right).sort();
  if (missing.length > 0) findings.push({ level: 'FAIL', code: 'rightsMissing', actions: names(missing) });
  if (unclear.length > 0) {
    const [{ error } = {}] = unclear;
    const message = maskSecrets(error instanceof Error ? error.message : String(error));
    findings.push({ level: 'WARN', code: 'rightsUnclear', actions: names(unclear), message });
  }
  if (held > 0) findings.push({ level: 'OK', code: 'rightsHeld', count: held });
  if (untried.length > 0) findings.push({ level: 'OK', code: 'rightsUntried', actions: untried });
  return findings;
}
