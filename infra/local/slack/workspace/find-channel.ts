import type { Channel } from './channel.ts';
import type { Workspace } from './workspace.ts';

/** By id, or a channel by its name with or without `#`. */
export function findChannel(workspace: Workspace, idOrName: string): Channel | undefined {
  const byId = workspace.channels.get(idOrName);
  if (byId) return byId;
  const name = idOrName.replace(/^#/, '');
  return [...workspace.channels.values()].find((one) => one.kind === 'channel' && one.name === name);
}
