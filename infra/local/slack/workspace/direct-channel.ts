import type { Channel } from './channel.ts';
import type { Workspace } from './workspace.ts';

/** The direct messages between a person and a bot. */
export function directChannel(workspace: Workspace, person: string, bot: string): Channel | undefined {
  return [...workspace.channels.values()].find(({ im }) => im?.person === person && im.bot === bot);
}
