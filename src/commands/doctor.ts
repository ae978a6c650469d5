import * as z from 'zod';
import type { Finding } from '../doctor/check.ts';
import { defineRead } from './line/command.ts';
import { Refusal } from './line/problem.ts';

/** What was found out about every part of the bot, worst first. */
export interface DoctorReply {
  readonly kind: 'doctor';
  readonly findings: readonly Finding[];
}

/** `/ecs doctor`: is the bot itself healthy? It checks, and changes nothing. */
export const doctor = defineRead({
  name: 'doctor',
  examples: ['doctor'],
  args: z.object({}),
  async run(_, { caller, examine }): Promise<DoctorReply> {
    const findings = await examine(caller.teamId);
    if ('waitSeconds' in findings) throw new Refusal({ code: 'tooOften', seconds: findings.waitSeconds });
    return { kind: 'doctor', findings };
  },
});
