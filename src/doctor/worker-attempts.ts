import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { autoscalingAttempts } from '../autoscaling/autoscaling-attempts.ts';
import { ecrAttempts } from '../ecr/ecr-attempts.ts';
import { ecsAttempts } from '../ecs/ecs-attempts.ts';
import { logsAttempts } from '../logs/logs-attempts.ts';
import type { Table } from '../store/table.ts';
import { tableAttempts } from '../store/table-attempts.ts';
import type { Attempt } from './attempt.ts';

interface WorkerClients {
  readonly ecs: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  readonly table: Table;
  readonly auditTable: Table;
}

/**
 * Each right of the worker's role that can be tried harmlessly. Those of other checks (the token, the rules, the queues' counts) show there.
 * @param nobody a name that nothing in the account has
 * @param ownArn any ARN of the bot's own partition, region and account
 */
export function workerAttempts(clients: WorkerClients, nobody: string, ownArn: string): Attempt[] {
  const { ecs, autoscaling, ecr, logs, table, auditTable } = clients;
  const index = { name: 'by-day', key: 'day' };
  return [
    ...ecsAttempts(ecs, { nobody, ownArn }),
    ...autoscalingAttempts(autoscaling, nobody),
    ...ecrAttempts(ecr, nobody),
    ...logsAttempts(logs, nobody),
    ...tableAttempts(table, { on: 'the table', deletes: true }, nobody),
    ...tableAttempts(auditTable, { on: 'the audit', deletes: false, index }, nobody),
  ];
}
