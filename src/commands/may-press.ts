import type { AccessTarget } from '../access/access-request.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Whether a button that leads to this command is of use to the caller: some grant covers it. A limit is no reason to hide one, for it
 * is explained when it is met. Where Slack can't say who the caller is, the press is what tells them.
 */
export async function mayPress(
  { access, caller: { userId, channelId } }: Pick<CommandContext, 'access' | 'caller'>,
  kind: 'change' | 'setting',
  command: string,
  target: AccessTarget,
): Promise<boolean> {
  try {
    const decision = await access.decide({ userId, channelId, kind, commands: [command], target });
    return decision.allowed || decision.denial.why === 'limit' || decision.denial.why === 'maxTag';
  } catch {
    return true;
  }
}
