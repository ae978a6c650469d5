import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { onTestFinished } from 'vitest';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { readService } from '../../infra/local/serverless/service.ts';
import { createStack } from '../../infra/local/serverless/stack.ts';
import { auditStore } from '../../src/changes/audit.ts';
import type { Intent } from '../../src/changes/card.ts';
import { clientOf } from './sdk.ts';

const place = { accountId: '123456789012', region: 'us-east-1' };
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The tables of serverless.yml in a local AWS of its own, and the audit in its table. */
export async function startAudit(keptDays = 400) {
  const aws = await startAws({ port: 0, ...place, services: [] });
  onTestFinished(() => aws.close());
  const client = clientOf(aws.url, place.region);
  const dynamodb = new DynamoDBClient(client);
  const definition = readService({ root, stage: 'local', region: place.region, params: {} });
  await createStack({ definition, sqs: new SQSClient(client), dynamodb, ...place });
  const document = DynamoDBDocumentClient.from(dynamodb);
  const table = { client: document, name: 'ecs-ops-bot-local' };
  const auditTable = { client: document, name: 'ecs-ops-bot-local-audit' };
  // As a real one, a table takes a moment until it takes items.
  for (const { name: TableName } of [table, auditTable]) {
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 1 }, { TableName });
  }
  return { table, auditTable, audit: auditStore(auditTable, keptDays) };
}

/** A scaling of a service from 3 to `count`, decided at `iso`. */
export function sampleIntent(
  iso: string,
  { service = 'web', userId = 'U0OLIVIA', count = 4, decision = 'make' as Intent['decision'] } = {},
): Intent {
  const id = createHash('md5').update(`${iso} ${service} ${userId} ${count}`).digest('hex');
  return {
    card: {
      id,
      line: `scale shop/${service} ${count}`,
      change: {
        type: 'scale',
        target: { cluster: 'shop', service },
        before: { desiredCount: 3, runningCount: 3 },
        after: { desiredCount: count },
      },
      askedBy: userId,
      channelId: 'C0LOCAL0OPS',
      askedAt: iso,
      expiresAt: Date.parse(iso) / 1000 + 600,
    },
    decision,
    decidedBy: userId,
    jobId: `job-${id}`,
    decidedAt: iso,
  };
}
