import type * as z from 'zod';
import { parseHours } from './parse-hours.ts';
import type { Grant } from './policy.ts';
import { policyProblem } from './policy-problem.ts';
import type { PolicyReading } from './policy-reading.ts';
import { policySchema } from './policy-schema.ts';

type WrittenGrant = z.infer<ReturnType<typeof policySchema>>['grants'][number];

/**
 * The policy that the access file says, or in one sentence the first thing that is wrong with it. `commands` are the names of
 * commands that a grant may name.
 */
export function readPolicy(value: unknown, commands: readonly string[]): PolicyReading {
  const parsed = policySchema(commands).safeParse(value);
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success) return unusable(issue ? policyProblem(issue, value) : 'the file does not fit.');
  const grants = parsed.data.grants.map(toGrant);
  const twice = grants.findIndex(({ name }, at) => grants.some((each, i) => i < at && each.name === name));
  if (twice !== -1) {
    const name = JSON.stringify(grants[twice]?.name);
    return unusable(`grants[${twice}].name: another grant is named ${name}; write a name of its own.`);
  }
  return { type: 'policy', policy: { reads: parsed.data.reads ?? 'members', grants } };
}

function unusable(problem: string): PolicyReading {
  return { type: 'unusable', problem, absent: false };
}

function toGrant(written: WrittenGrant, index: number): Grant {
  const { 'max-desired': maxDesired, 'min-running': minRunning, approval } = written;
  const hours = written.hours === undefined ? undefined : parseHours(written.hours);
  return {
    name: written.name ?? `grant ${index + 1}`,
    who: list(written.who),
    may: list(written.may),
    on: list(written.on),
    ...(maxDesired !== undefined && { maxDesired }),
    ...(minRunning !== undefined && { minRunning }),
    ...(hours && { hours }),
    ...(approval && { approval }),
  };
}

function list(oneOrMore: string | readonly string[]): readonly string[] {
  return typeof oneOrMore === 'string' ? [oneOrMore] : oneOrMore;
}
