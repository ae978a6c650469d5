import { createAccess } from '../../src/access/access.ts';
import { readPolicy } from '../../src/access/policy.ts';
import { dispatch } from '../../src/commands/line/dispatch.ts';
import { Refusal } from '../../src/commands/line/problem.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { en } from '../../src/messages/en/index.ts';
import { problemView } from '../../src/views/problem.ts';
import { replyView } from '../../src/views/replies/index.ts';
import type { SearchedAccount } from './start-searched-account.ts';

/** Runs lines as U0ANNA, whom the policy lets look at `on` alone. */
export function runAs(world: SearchedAccount, on: string, { who = 'U0ANNA', may = 'read' } = {}) {
  const reading = readPolicy({ reads: 'granted', grants: [{ who, may, on }] }, grantableCommands(commands));
  const access = createAccess({
    reading,
    now: world.context.now,
    directory: { person: async () => ({ standing: 'member', locale: 'en-US' }), groupsOf: async () => [] },
  });
  const caller = { teamId: 'T1', userId: 'U0ANNA', channelId: 'C1' };
  return async (line: string): Promise<string> => {
    try {
      const { outcome } = await dispatch(line, { ...world.context, audit: world.audit, access, caller });
      if (outcome.type !== 'reply') return JSON.stringify(outcome);
      return JSON.stringify(replyView(outcome.reply, en, { now: world.context.now(), shared: false }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return JSON.stringify(problemView(error.problem, en));
    }
  };
}
