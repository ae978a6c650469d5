import type { Heartbeats } from '../../store/heartbeats.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** The sweep comes once a minute, its note may be a minute older, and a queue may be slow. */
const sweepMs = 5 * 60_000;

/**
 * Do events reach the function? A sweep that comes proves rule, queue and function; then silence about ECS is that of a quiet
 * account, or of the one rule for ECS.
 */
export async function checkHeartbeat({ readHeartbeats, now }: DoctorWorld): Promise<Finding[]> {
  return judgeHeartbeat(await readHeartbeats(), now());
}

function judgeHeartbeat({ event, sweep }: Heartbeats, now: number): Finding[] {
  const age = (at: number) => ({ at, ageMs: Math.max(0, now - at) });
  return [
    sweep === undefined
      ? { level: 'WARN', code: 'sweepNever' }
      : now - sweep > sweepMs
        ? { level: 'FAIL', code: 'sweepLate', ...age(sweep) }
        : { level: 'OK', code: 'sweepHeard', ...age(sweep) },
    event === undefined
      ? { level: 'WARN', code: 'eventNever' }
      : { level: 'OK', code: 'eventHeard', ...age(event) },
  ];
}
