import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
} from '@aws-sdk/client-ecr';
import {
  ContinueServiceDeploymentCommand,
  DescribeClustersCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  GetTaskProtectionCommand,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isRetryable } from '../aws/ecs/errors.ts';
import { maskSecrets } from '../redact/redact.ts';
import type { Table } from '../store/table.ts';
import { type DoctorDeps, type Finding, isDenied, type Probe, within } from './check.ts';

/** Less than a check's limit, so that one hanging call does not hide the others. */
const attemptMs = 4000;

/** The result of a probe. */
interface Probed {
  readonly right: string;
  /** Absent if the call went through. */
  readonly error?: unknown;
}

/**
 * Does the worker's role have the rights that it needs? Tried with calls that change nothing: for names that don't exist, AWS answers "not found" if
 * the right is there, "access denied" if it is not.
 */
export async function checkRights({ probes, untried, passesRoles }: DoctorDeps): Promise<Finding[]> {
  const findings = rightsFindings(await Promise.all(probes.map(attempt)), untried);
  return passesRoles ? findings : [...findings, { level: 'NOTE', code: 'passesNoRole' }];
}

async function attempt({ action, on, run }: Probe): Promise<Probed> {
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

/** All but the first create or delete something, or allow that it is created. */
const handsOnRights: readonly string[] = [
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

/** How the worker is deployed. */
interface Deployed {
  readonly deployments: boolean;
  readonly handsOn: boolean;
}

/** The worker's rights that no harmless call can try: each would change or send something, or allows that something is created as it is. */
export function untriedRights({ deployments, handsOn }: Deployed): string[] {
  const rights = [
    'application-autoscaling:RegisterScalableTarget',
    'iam:PassRole',
    'scheduler:CreateSchedule',
    'sqs:ChangeMessageVisibility',
    'sqs:SendMessage',
    ...(handsOn ? handsOnRights : []),
    ...(deployments ? ['ecs:TagResource'] : []),
  ];
  const tried = deployments ? ['ecs:RegisterTaskDefinition'] : [];
  return [...new Set(rights)].filter((right) => !tried.includes(right)).sort();
}

interface WorkerClients {
  readonly ecs: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  readonly table: Table;
  readonly auditTable: Table;
}

/**
 * Each right of the worker's role that can be tried without harm. Rights that other checks use (the token, the rules, the queues' counts) show there.
 * Each is tried on something that does not exist: AWS says so (`ClusterNotFoundException`, nothing found) if the right is there, and AccessDenied if
 * it is not.
 * UpdateService would set nothing even if it existed.
 * @param nobody a name that nothing in the account has
 * @param ownArn any ARN of the bot's own partition, region and account
 */
export function workerProbes(
  clients: WorkerClients,
  nobody: string,
  ownArn: string,
  { deployments }: Pick<Deployed, 'deployments'>,
): Probe[] {
  const { ecs, autoscaling, ecr, logs, table, auditTable } = clients;
  const cluster = nobody;
  const tasks = [nobody];
  // ECS checks rights in the region, account and partition that an ARN names: a foreign one would be refused to everybody.
  const [, partition, , region, accountId] = ownArn.split(':');
  const part = (kind: string) => `arn:${partition}:ecs:${region}:${accountId}:${kind}/${nobody}/${nobody}/1`;
  const ResourceIds = [`service/${nobody}/${nobody}`];
  const stream = { logGroupName: nobody, logStreamName: nobody };
  return [
    probe('ecs:ListClusters', () => ecs.send(new ListClustersCommand({ maxResults: 1 }))),
    probe('ecs:DescribeClusters', () => ecs.send(new DescribeClustersCommand({ clusters: [cluster] }))),
    probe('ecs:ListServices', () => ecs.send(new ListServicesCommand({ cluster }))),
    probe('ecs:DescribeServices', () =>
      ecs.send(new DescribeServicesCommand({ cluster, services: [nobody] })),
    ),
    probe('ecs:ListTasks', () => ecs.send(new ListTasksCommand({ cluster }))),
    probe('ecs:DescribeTasks', () => ecs.send(new DescribeTasksCommand({ cluster, tasks }))),
    probe('ecs:DescribeTaskDefinition', () =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: nobody })),
    ),
    probe('ecs:DescribeServiceRevisions', () =>
      ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [part('service-revision')] })),
    ),
    probe('ecs:ListServiceDeployments', () =>
      ecs.send(new ListServiceDeploymentsCommand({ cluster, service: nobody })),
    ),
    probe('ecs:DescribeServiceDeployments', () =>
      ecs.send(
        new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [part('service-deployment')] }),
      ),
    ),
    probe('ecs:GetTaskProtection', () => ecs.send(new GetTaskProtectionCommand({ cluster, tasks }))),
    probe('ecs:UpdateService', () => ecs.send(new UpdateServiceCommand({ cluster, service: nobody }))),
    ...(deployments ? deploymentProbes({ ecs, ecr }, part('service-deployment'), nobody) : []),
    probe('ecs:StopTask', () => ecs.send(new StopTaskCommand({ cluster, task: nobody }))),
    probe('application-autoscaling:DescribeScalableTargets', () =>
      autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds })),
    ),
    probe('ecr:DescribeRepositories', () =>
      ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [nobody] })),
    ),
    probe('ecr:DescribeImages', () => ecr.send(new DescribeImagesCommand({ repositoryName: nobody }))),
    probe('logs:GetLogEvents', () => logs.send(new GetLogEventsCommand(stream))),
    ...tableProbes(table, { on: 'the table', deletes: true }, nobody),
    ...tableProbes(
      auditTable,
      { on: 'the audit', deletes: false, index: { name: 'by-day', key: 'day' } },
      nobody,
    ),
  ];
}

/** ECS registers no task definition without a container. */
function deploymentProbes(
  { ecs, ecr }: Pick<WorkerClients, 'ecs' | 'ecr'>,
  serviceDeploymentArn: string,
  nobody: string,
): Probe[] {
  const answer = { serviceDeploymentArn, hookId: nobody, action: 'CONTINUE' } as const;
  const definition = { family: nobody, containerDefinitions: [] };
  return [
    probe('ecs:ContinueServiceDeployment', () => ecs.send(new ContinueServiceDeploymentCommand(answer))),
    probe('ecs:StopServiceDeployment', () =>
      ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn })),
    ),
    probe('ecr:BatchGetImage', () =>
      ecr.send(new BatchGetImageCommand({ repositoryName: nobody, imageIds: [{ imageTag: nobody }] })),
    ),
    probe('ecs:RegisterTaskDefinition', () => ecs.send(new RegisterTaskDefinitionCommand(definition))),
  ];
}

function probe(action: string, run: () => Promise<unknown>, on?: string): Probe {
  return { action, run, ...(on !== undefined && { on }) };
}

interface TableRights {
  /** The table's name in the answer. */
  readonly on: string;
  /** False for an append-only table. */
  readonly deletes: boolean;
  /** An index to query instead of the table, with its hash key. */
  readonly index?: { readonly name: string; readonly key: string };
}

/** Each right on a table, tried on a record that does not exist; the put requires that it exists, and so writes nothing. */
function tableProbes({ client, name: TableName }: Table, rights: TableRights, nobody: string): Probe[] {
  const { on, deletes, index } = rights;
  const Key = { pk: `doctor#${nobody}`, sk: 'none' };
  const put = { TableName, Item: Key, ConditionExpression: 'attribute_exists(pk)' };
  const query = {
    TableName,
    ...(index && { IndexName: index.name }),
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: { '#key': index?.key ?? 'pk' },
    ExpressionAttributeValues: { ':key': Key.pk },
  };
  const remove = () => client.send(new DeleteCommand({ TableName, Key }));
  return [
    probe('dynamodb:GetItem', () => client.send(new GetCommand({ TableName, Key })), on),
    probe('dynamodb:PutItem', () => client.send(new PutCommand(put)), on),
    probe('dynamodb:Query', () => client.send(new QueryCommand(query)), on),
    ...(deletes ? [probe('dynamodb:DeleteItem', remove, on)] : []),
  ];
}
