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

test.each([
  ['as it is by default', {}],
  ['without deployments', { deployments: 'off' }],
  ['with roles to pass', { 'pass-roles': 'arn:aws:iam::123456789012:role/ecs/*' }],
  ['for the hands-on', { 'hands-on': 'on' }],
  ['for the hands-on, without deployments', { 'hands-on': 'on', deployments: 'off' }],
])('each right of the worker’s role is tried, seen elsewhere, or named as untried: %s', (_, params) => {
  const { deployments, 'hands-on': handsOn } = { deployments: 'on', 'hands-on': 'off', ...params };
  const deployed = { deployments: deployments === 'on', handsOn: handsOn === 'on' };
  const table = { client: {}, name: 'table' };
  const clients = { ecs: {}, autoscaling: {}, ecr: {}, logs: {}, table, auditTable: table };
  const tried = workerProbes(
    clients as unknown as Parameters<typeof workerProbes>[0],
    'nobody',
    'arn:aws:sqs:eu-west-1:123456789012:own',
    deployed,
  );
  const named = [...tried.map(({ action }) => action), ...untriedRights(deployed), ...elsewhere];
  const service = readService({ root, stage: 'prod', region: 'eu-west-1', params });
  expect([...new Set(named)].sort()).toEqual([...roleActions(service, 'WorkerRole')].sort());
});
