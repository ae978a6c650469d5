import type { DescribeLogGroupsRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsWorld } from '../logs-world.ts';

/** `aws logs describe-log-groups [--log-group-name-prefix …]` */
export function describeLogGroups(world: LogsWorld, input: DescribeLogGroupsRequest) {
  const { logGroupNamePrefix = '', limit = 50, nextToken = '' } = input;
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
