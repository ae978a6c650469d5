import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeImagesCommand, DescribeRepositoriesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeClustersCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  GetTaskProtectionCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isRetryable } from '../aws/ecs/errors.ts';
import { maskSecrets } from '../redact/redact.ts';
import type { Table } from '../store/table.ts';
import { type DoctorDeps, type Finding, isDenied, type Probe, within } from './check.ts';

/** Less than a check has, so that one call that hangs does not hide the others. */
const attemptMs = 4000;

/** What became of an attempt. */
interface Probed {
  readonly right: string;
  /** Absent where the call went through. */
  readonly error?: unknown;
}

/**
 * Has the worker's role the rights that it needs? Tried by calls that change nothing: on names that nothing has, AWS answers "not
 * found" to who may, "access denied" to who may not.
 */
export async function checkRights({ probes, untried }: DoctorDeps): Promise<Finding[]> {
  return rightsFindings(await Promise.all(probes.map(probe)), untried);
}

async function probe({ action, on, run }: Probe): Promise<Probed> {
  const right = on === undefined ? action : `${action} on ${on}`;
  try {
    await within(attemptMs, run);
    return { right };
  } catch (error) {
    return { right, error };
  }
}

function rightsFindings(attempted: readonly Probed[], untried: readonly string[]): Finding[] {
  const missing = attempted.filter(({ error }) => isDenied(error));
  const unclear = attempted.filter(({ error }) => !isDenied(error) && isRetryable(error));
  const held = attempted.length - missing.length - unclear.length;
  const findings: Finding[] = [];
  const names = (some: readonly Probed[]) => some.map(({ right }) => right).sort();
  if (missing.length > 0) findings.push({ level: 'FAIL', code: 'rightsMissing', actions: names(missing) });
  if (unclear.length > 0) {
    const [{ error } = {}] = unclear;
    const message = maskSecrets(error instanceof Error ? error.message : String(error));
    findings.push({ level: 'WARN', code: 'rightsUnclear', actions: names(unclear), message });
  }
  if (held > 0) findings.push({ level: 'OK', code: 'rightsHeld', count: held });
  if (untried.length > 0) findings.push({ level: 'NOTE', code: 'rightsUntried', actions: untried });
  return findings;
}

/** The rights of a worker that is deployed for the hands-on; all but the first make or delete something, or let it be made, so that none can be tried. */
export const handsOnRights: readonly string[] = [
  'cloudformation:DescribeStacks',
  'ecr:CreateRepository',
  'ecr:TagResource',
  'ecs:CreateCluster',
  'ecs:CreateService',
  'ecs:DeleteCluster',
  'ecs:DeleteService',
  'ecs:RegisterTaskDefinition',
  'ecs:TagResource',
  'iam:CreateServiceLinkedRole',
];

/** The worker's rights that no harmless call could try: each would change or send something. */
export const untriedRights: readonly string[] = [
  'application-autoscaling:RegisterScalableTarget',
  'iam:PassRole',
  'scheduler:CreateSchedule',
  'sqs:ChangeMessageVisibility',
  'sqs:SendMessage',
];

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
export function workerProbes(clients: WorkerClients, nobody: string, ownArn: string): Probe[] {
  const { ecs, autoscaling, ecr, logs, table, auditTable } = clients;
  const index = { name: 'by-day', key: 'day' };
  return [
    ...ecsAttempts(ecs, { nobody, ownArn }),
    ...autoscalingAttempts(autoscaling, nobody),
    ...ecrAttempts(ecr, nobody),
    ...logsAttempts(logs, nobody),
    ...tableProbes(table, { on: 'the table', deletes: true }, nobody),
    ...tableProbes(auditTable, { on: 'the audit', deletes: false, index }, nobody),
  ];
}

/**
 * Each right on ECS tried on what does not exist: ECS answers ClusterNotFoundException, or nothing found, to who may, and
 * AccessDeniedException to who may not. `nobody` is a name that no cluster has, `ownArn` any ARN of the bot's own place. UpdateService would set nothing even if it existed.
 */
function ecsAttempts(ecs: ECSClient, { nobody, ownArn }: { nobody: string; ownArn: string }): Probe[] {
  const cluster = nobody;
  // ECS asks for rights in the region, account and partition that an ARN names: a foreign one would be refused to everybody.
  const [, partition, , region, accountId] = ownArn.split(':');
  const nobodys = `arn:${partition}:ecs:${region}:${accountId}:service-revision/${nobody}/${nobody}/1`;
  return [
    { action: 'ecs:ListClusters', run: () => ecs.send(new ListClustersCommand({ maxResults: 1 })) },
    {
      action: 'ecs:DescribeClusters',
      run: () => ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
    },
    { action: 'ecs:ListServices', run: () => ecs.send(new ListServicesCommand({ cluster })) },
    {
      action: 'ecs:DescribeServices',
      run: () => ecs.send(new DescribeServicesCommand({ cluster, services: [nobody] })),
    },
    { action: 'ecs:ListTasks', run: () => ecs.send(new ListTasksCommand({ cluster })) },
    {
      action: 'ecs:DescribeTasks',
      run: () => ecs.send(new DescribeTasksCommand({ cluster, tasks: [nobody] })),
    },
    {
      action: 'ecs:DescribeTaskDefinition',
      run: () => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: nobody })),
    },
    {
      action: 'ecs:DescribeServiceRevisions',
      run: () => ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [nobodys] })),
    },
    {
      action: 'ecs:GetTaskProtection',
      run: () => ecs.send(new GetTaskProtectionCommand({ cluster, tasks: [nobody] })),
    },
    {
      action: 'ecs:UpdateService',
      run: () => ecs.send(new UpdateServiceCommand({ cluster, service: nobody })),
    },
    { action: 'ecs:StopTask', run: () => ecs.send(new StopTaskCommand({ cluster, task: nobody })) },
  ];
}

/** The right to read scalable targets tried on a service that does not exist: none is found. */
function autoscalingAttempts(autoscaling: ApplicationAutoScalingClient, nobody: string): Probe[] {
  const ResourceIds = [`service/${nobody}/${nobody}`];
  return [
    {
      action: 'application-autoscaling:DescribeScalableTargets',
      run: () =>
        autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds })),
    },
  ];
}

/** Each right on ECR tried on a repository that does not exist: RepositoryNotFoundException proves the right. */
function ecrAttempts(ecr: ECRClient, nobody: string): Probe[] {
  return [
    {
      action: 'ecr:DescribeRepositories',
      run: () => ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [nobody] })),
    },
    {
      action: 'ecr:DescribeImages',
      run: () => ecr.send(new DescribeImagesCommand({ repositoryName: nobody })),
    },
  ];
}

/** The right to read logs tried on a group that does not exist: ResourceNotFoundException proves it. */
function logsAttempts(logs: CloudWatchLogsClient, nobody: string): Probe[] {
  const run = () => logs.send(new GetLogEventsCommand({ logGroupName: nobody, logStreamName: nobody }));
  return [{ action: 'logs:GetLogEvents', run }];
}

interface TableRights {
  /** What the table is called in the answer. */
  readonly on: string;
  /** False for a table that only ever grows. */
  readonly deletes: boolean;
  /** An index that is asked in the table's place, with its hash key. */
  readonly index?: { readonly name: string; readonly key: string };
}

/** Each right on a table tried on a record that is not there; the put asks that it exists, and so writes nothing. */
function tableProbes({ client, name: TableName }: Table, rights: TableRights, nobody: string): Probe[] {
  const { on, deletes, index } = rights;
  const Key = { pk: `doctor#${nobody}`, sk: 'none' };
  const probes: Probe[] = [
    { action: 'dynamodb:GetItem', on, run: () => client.send(new GetCommand({ TableName, Key })) },
    {
      action: 'dynamodb:PutItem',
      on,
      run: () =>
        client.send(new PutCommand({ TableName, Item: Key, ConditionExpression: 'attribute_exists(pk)' })),
    },
    {
      action: 'dynamodb:Query',
      on,
      run: () =>
        client.send(
          new QueryCommand({
            TableName,
            ...(index && { IndexName: index.name }),
            KeyConditionExpression: '#key = :key',
            ExpressionAttributeNames: { '#key': index?.key ?? 'pk' },
            ExpressionAttributeValues: { ':key': Key.pk },
          }),
        ),
    },
  ];
  if (!deletes) return probes;
  const remove = () => client.send(new DeleteCommand({ TableName, Key }));
  return [...probes, { action: 'dynamodb:DeleteItem', on, run: remove }];
}
