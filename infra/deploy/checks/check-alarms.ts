import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';

/** Does one of the bot's own alarms ring? */
export async function checkAlarms({ cloudWatch }: Clients, { name }: DeployedStack): Promise<Finding[]> {
  const ringing: Finding[] = [];
  let count = 0;
  const pages = paginateDescribeAlarms({ client: cloudWatch }, { AlarmNamePrefix: `${name}-` });
  for await (const { MetricAlarms = [] } of pages) {
    count += MetricAlarms.length;
    for (const { AlarmName, AlarmDescription = '', StateValue } of MetricAlarms) {
      if (StateValue !== 'ALARM') continue;
      const todo = 'Read the functions’ logs in CloudWatch.';
      ringing.push({ level: 'WARN', part: `alarm ${AlarmName}`, says: AlarmDescription, todo });
    }
  }
  if (ringing.length > 0) return ringing;
  if (count === 0) return [{ level: 'FAIL', part: 'alarms', says: 'there are none', todo: 'Deploy again.' }];
  return [{ level: 'OK', part: 'alarms', says: `none of ${count} rings` }];
}
