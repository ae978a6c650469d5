import {
  DeleteTableCommand,
  DescribeTableCommand,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from './clients.ts';
import { ScriptProblem, unlessMissing } from './script.ts';
import { type DeployedStack, stackName } from './stack.ts';

// The records of changes outlive the stack, and their table's name is fixed: a stack that created it again would fail with "already exists".

/** The name of a stage's audit table: `ecs-ops-bot-prod-audit`. */
export function auditTableName(stage: string): string {
  return `${stackName(stage)}-audit`;
}

/** The keys and indexes that the bot uses: `infra/aws/audit-table.yml`. */
const keys = 'pk HASH, sk RANGE';
const indexes: Readonly<Record<string, string>> = {
  'by-day': 'day HASH, at RANGE',
  'by-target': 'target HASH, at RANGE',
};

/**
 * Whether a deploy creates the table, or reuses the one an earlier stack left: the parameter `audit-table` of serverless.yml. Waits for a table that
 * is being deleted.
 * @throws ScriptProblem when the table of this name can't be written to, or is not the bot's
 */
export async function auditTable(
  { dynamodb: client }: Pick<Clients, 'dynamodb'>,
  stage: string,
  stack: DeployedStack | undefined,
  mostSeconds = 300,
): Promise<'made' | 'kept'> {
  const TableName = auditTableName(stage);
  if (stack?.resources.some(({ physicalId }) => physicalId === TableName)) return 'made';
  const table = await describeAuditTable({ dynamodb: client }, stage);
  if (table === undefined) return 'made';
  const { TableStatus: status = 'unknown' } = table;
  if (status === 'DELETING') {
    await gone(client, TableName, mostSeconds);
    return 'made';
  }
  // A table that is being updated accepts records all the while.
  if (status !== 'ACTIVE' && status !== 'UPDATING') {
    throw new ScriptProblem(
      status === 'CREATING'
        ? `The table ${TableName} is being created: deploy again when it is ACTIVE.`
        : `The table ${TableName} of an earlier bot is ${status}, so no change could be recorded. Make it ACTIVE again (its KMS key, or a backup), or delete it (\`aws dynamodb delete-table --table-name ${TableName}\`), then deploy again.`,
    );
  }
  const other = whatDiffers(table);
  if (other === undefined) return 'kept';
  throw new ScriptProblem(
    `The table ${TableName} is not one of this bot's: ${other}. Rename what made it or delete it, or deploy with another --stage.`,
  );
}

/** The table in this region, in whatever state; undefined if there is none. */
export async function describeAuditTable(
  { dynamodb }: Pick<Clients, 'dynamodb'>,
  stage: string,
): Promise<TableDescription | undefined> {
  const command = new DescribeTableCommand({ TableName: auditTableName(stage) });
  return (await unlessMissing(ResourceNotFoundException, dynamodb.send(command)))?.Table;
}

function whatDiffers({ KeySchema, GlobalSecondaryIndexes = [] }: TableDescription): string | undefined {
  if (keysOf(KeySchema) !== keys) return `its key is ${keysOf(KeySchema)}, not ${keys}`;
  for (const [name, wanted] of Object.entries(indexes)) {
    const index = GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === name);
    if (index === undefined) return `it has no index ${name}`;
    if (keysOf(index.KeySchema) !== wanted) return `the key of its index ${name} is not ${wanted}`;
  }
  return undefined;
}

function keysOf(schema: readonly KeySchemaElement[] = []): string {
  return schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
}

async function gone(client: Clients['dynamodb'], TableName: string, maxWaitTime: number): Promise<void> {
  try {
    await waitUntilTableNotExists({ client, maxWaitTime, minDelay: 1, maxDelay: 5 }, { TableName });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
    throw new ScriptProblem(`The table ${TableName} is still being deleted: deploy again in some minutes.`);
  }
}

/** Deletes the table and waits until it is gone; false if there was none. */
export async function deleteAuditTable({ dynamodb: client }: Clients, stage: string): Promise<boolean> {
  const TableName = auditTableName(stage);
  const command = new DeleteTableCommand({ TableName });
  if ((await unlessMissing(ResourceNotFoundException, client.send(command))) === undefined) return false;
  await gone(client, TableName, 120);
  return true;
}
