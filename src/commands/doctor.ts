import * as z from 'zod';
import type { Finding } from '../doctor/check.ts';
import { shareFlag } from './line/arguments.ts';
import { type CommandResult, defineCommand } from './line/command.ts';
import { Refusal } from './line/problem.ts';

/** What was found out about every part of the bot, the worst first. */
export interface DoctorReply {
  readonly kind: 'doctor';
  readonly findings: readonly Finding[];
}

/** `/ecs doctor`: is the bot itself well? It looks and changes nothing. */
export const doctor = defineCommand({
  name: 'doctor',
  kind: 'read',
  words: [],
  flags: [shareFlag],
  examples: ['doctor'],
  args: z.object({}),
  async run(_, { caller, examine }): Promise<CommandResult<DoctorReply>> {
    const findings = await examine(caller.teamId);
    if ('waitSeconds' in findings) throw new Refusal({ code: 'tooOften', seconds: findings.waitSeconds });
    const reply: DoctorReply = { kind: 'doctor', findings };
    return { type: 'reply', reply };
  },
});
