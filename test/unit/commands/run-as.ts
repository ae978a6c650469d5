import { createAccess } from '../../../src/access/create-access.ts';
import { readPolicy } from '../../../src/access/read-policy.ts';
import { commands } from '../../../src/commands/commands.ts';
import { dispatch } from '../../../src/commands/dispatch.ts';
import { grantableCommands } from '../../../src/commands/grantable-commands.ts';
import { Refusal } from '../../../src/commands/refusal.ts';
import { en } from '../../../src/views/messages/en.ts';
import { problemView } from '../../../src/views/problem-view.ts';
import { replyView } from '../../../src/views/reply-view.ts';
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
