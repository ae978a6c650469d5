import {
  DeleteTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from './create-clients.ts';
import type { DeployedStack } from './read-stack.ts';
import { stackName } from './stack-name.ts';

// The records of changes outlive the stack, and their table's name is fixed: a stack that made it again would fail with "already exists".

/** The name of a stage's table of changes: `ecs-ops-bot-prod-audit`. */
export function auditTableName(stage: string): string {
  return `${stackName(stage)}-audit`;
}

/** Whether a deploy makes the table, or takes up the one that an earlier stack left: the parameter `audit-table` of serverless.yml. */
export async function auditTable(
  { dynamodb }: Clients,
  stage: string,
  stack: DeployedStack | undefined,
): Promise<'made' | 'kept'> {
  const name = auditTableName(stage);
  if (stack?.resources.some(({ physicalId }) => physicalId === name)) return 'made';
  try {
    await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    return 'kept';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return 'made';
    throw error;
  }
}

/** Deletes the table and waits until it is gone; false where there was none. */
export async function deleteAuditTable({ dynamodb: client }: Clients, stage: string): Promise<boolean> {
  const TableName = auditTableName(stage);
  try {
    await client.send(new DeleteTableCommand({ TableName }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
  await waitUntilTableNotExists({ client, maxWaitTime: 120, minDelay: 1, maxDelay: 5 }, { TableName });
  return true;
}
