import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { LogsWorld } from '../logs-world.ts';

const request = z.object({
  logGroupNamePrefix: z.string().min(1).max(512).optional(),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});

/** `aws logs describe-log-groups [--log-group-name-prefix …]` */
export function describeLogGroups(world: LogsWorld, input: Record<string, unknown>) {
  const { logGroupNamePrefix = '', limit, nextToken = '' } = parseInput(request, input);
  const names = [...world.groups.keys()]
    .filter((name) => name.startsWith(logGroupNamePrefix) && name > nextToken)
    .sort();
  const page = names.slice(0, limit);
  return {
    logGroups: page.map((logGroupName) => {
      const created = [...(world.groups.get(logGroupName)?.values() ?? [])].map(({ createdAt }) => createdAt);
      const logGroupArn = `arn:aws:logs:${world.region}:${world.accountId}:log-group:${logGroupName}`;
      return {
        logGroupName,
        logGroupArn,
        arn: `${logGroupArn}:*`,
        creationTime: Math.min(...created),
        metricFilterCount: 0,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      };
    }),
    ...(names.length > limit && { nextToken: page.at(-1) }),
  };
}
