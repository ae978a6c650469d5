import { expect, test } from 'vitest';
import { root } from '../../../infra/deploy/osls.ts';
import { roleActions } from '../../../infra/local/serverless/roles.ts';
import { readService } from '../../../infra/local/serverless/service.ts';
import { untriedRights, workerProbes } from '../../../src/doctor/rights.ts';

/** Lambda itself does these with the role; other checks of the doctor do the rest. */
const elsewhere = [
  ...['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
  ...['ssm:GetParameter', 'sqs:GetQueueAttributes', 'events:DescribeRule', 'lambda:GetAccountSettings'],
];

test('each right of the worker’s role is tried, seen elsewhere, or named as untried', () => {
  const table = { client: {}, name: 'table' };
  const clients = { ecs: {}, autoscaling: {}, ecr: {}, logs: {}, table, auditTable: table };
  const tried = workerProbes(
    clients as unknown as Parameters<typeof workerProbes>[0],
    'nobody',
    'arn:aws:sqs:eu-west-1:123456789012:own',
  );
  const named = [...tried.map(({ action }) => action), ...untriedRights, ...elsewhere];
  const service = readService({ root, stage: 'prod', region: 'eu-west-1', params: {} });
  expect([...new Set(named)].sort()).toEqual([...roleActions(service, 'WorkerRole')].sort());
});
