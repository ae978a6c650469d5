import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { findGroup } from '../find-group.ts';
import type { LogsWorld } from '../logs-world.ts';

const request = z.object({ logGroupName: z.string().min(1).max(512) });

/** `aws logs delete-log-group --log-group-name …`, with all that is in it. */
export function deleteLogGroup(world: LogsWorld, input: Record<string, unknown>) {
  const { logGroupName } = parseInput(request, input);
  findGroup(world, { logGroupName });
  world.groups.delete(logGroupName);
  return {};
}
