import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';
import { ofType } from './of-type.ts';

/** Is each table there for reading and writing? */
export async function checkTables({ dynamodb }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::DynamoDB::Table').map(async (TableName): Promise<Finding> => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const says = Table?.TableStatus?.toLowerCase() ?? 'unknown';
    // While an index is being made the table can be used.
    const usable = says === 'active' || says === 'updating';
    const part = `table ${TableName}`;
    return usable ? { level: 'OK', part, says } : { level: 'FAIL', part, says, todo: 'Deploy again.' };
  });
  return Promise.all(findings);
}
