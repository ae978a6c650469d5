import {
  type Cluster,
  DescribeClustersCommand,
  type DescribeClustersCommandInput,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type ECSClient,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import pMap from 'p-map';
import { describeServices, listServices, toService } from '../aws/ecs/services.ts';
import { nameFromArn } from '../aws/ecs/target.ts';
import { readTasks } from './tasks.ts';
import { noteDefinitions, notFound, requireCluster, type View, type Visibility } from './visibility.ts';

/**
 * A client in which only what a person may see exists: everything else is answered as if it did not. A call that is not known here is refused, so
 * that a new one can't get past by being forgotten; and so is every call that changes something.
 */
export function readableEcs(ecs: ECSClient, visibility: Visibility): ECSClient {
  const view = { ecs, visibility };
  const send = async (command: object): Promise<object> => {
    const answer = readClustersAndServices(command, view) ?? readTasks(command, view);
    if (answer !== undefined) return answer;
    throw new Error(
      `src/readable does not know ${command.constructor.name}: what may be seen of its answer?`,
    );
  };
  // The SDK's paginators accept only an instance of the client.
  return Object.create(ecs, { send: { value: send } }) as ECSClient;
}

/** Undefined for any other command. */
function readClustersAndServices(command: object, view: View): Promise<object> | undefined {
  if (command instanceof ListClustersCommand) return listVisibleClusters(command, view);
  if (command instanceof DescribeClustersCommand) return describeVisibleClusters(command.input, view);
  if (command instanceof ListServicesCommand) return listVisibleServices(command, view);
  if (command instanceof DescribeServicesCommand) return describeVisibleServices(command, view);
  if (command instanceof DescribeServiceRevisionsCommand) return describeRevisions(command, view);
  if (command instanceof ListServiceDeploymentsCommand) return listDeployments(command, view);
  if (command instanceof DescribeServiceDeploymentsCommand) return describeDeployments(command, view);
  return undefined;
}

async function listVisibleClusters(command: ListClustersCommand, { ecs, visibility }: View) {
  const answer = await ecs.send(command);
  return { ...answer, clusterArns: await visibleClusters(answer.clusterArns ?? [], visibility) };
}

async function describeVisibleClusters(input: DescribeClustersCommandInput, { ecs, visibility }: View) {
  // ECS describes the cluster named `default` if none is named.
  const asked = input.clusters ?? ['default'];
  const visible = await visibleClusters(asked, visibility);
  const failures = asked.filter((each) => !visible.includes(each)).map((arn) => ({ arn, reason: 'MISSING' }));
  if (visible.length === 0) return { $metadata: {}, clusters: [], failures };
  const answer = await ecs.send(new DescribeClustersCommand({ ...input, clusters: visible }));
  const clusters = await pMap(
    answer.clusters ?? [],
    (cluster) => withOwnCounts(cluster, { ecs, visibility }),
    { concurrency: 4 },
  );
  return { ...answer, clusters, failures: [...(answer.failures ?? []), ...failures] };
}

/** In a cluster that is open only in part, only that part is counted. */
async function withOwnCounts(cluster: Cluster, { ecs, visibility }: View): Promise<Cluster> {
  const name = cluster.clusterName ?? '';
  if (visibility.seesAllOf(name) || cluster.status === 'INACTIVE') return cluster;
  const names = await visibility.among(name, await listServices(ecs, name));
  const services = await describeServices(ecs, name, [...names]);
  const sum = (count: 'runningCount' | 'pendingCount') =>
    services.reduce((total, service) => total + service[count], 0);
  const { statistics: _, ...rest } = cluster;
  return {
    ...rest,
    activeServicesCount: services.length,
    runningTasksCount: sum('runningCount'),
    pendingTasksCount: sum('pendingCount'),
  };
}

async function visibleClusters(clusters: readonly string[], visibility: Visibility): Promise<string[]> {
  const visible = await pMap(clusters, (each) => visibility.seesCluster(nameFromArn(each)), {
    concurrency: 4,
  });
  return clusters.filter((_, index) => visible[index]);
}

async function listVisibleServices(command: ListServicesCommand, { ecs, visibility }: View) {
  const cluster = await requireCluster(command.input.cluster, visibility);
  const answer = await ecs.send(command);
  const arns = answer.serviceArns ?? [];
  const visible = await visibility.among(cluster, arns.map(nameFromArn));
  return { ...answer, serviceArns: arns.filter((arn) => visible.has(nameFromArn(arn))) };
}

async function describeVisibleServices(command: DescribeServicesCommand, { ecs, visibility }: View) {
  const cluster = await requireCluster(command.input.cluster, visibility);
  const answer = await ecs.send(command);
  const all = answer.services ?? [];
  const visible = await visibility.among(
    cluster,
    all.flatMap(({ serviceName }) => serviceName ?? []),
  );
  const services = all.filter(({ serviceName = '' }) => visible.has(serviceName));
  const hidden = all.filter((service) => !services.includes(service));
  noteDefinitions(
    services.map((service) => toService(service)),
    visibility,
  );
  const failures = hidden.map(({ serviceArn }) => ({ arn: serviceArn, reason: 'MISSING' }));
  return { ...answer, services, failures: [...(answer.failures ?? []), ...failures] };
}

async function describeRevisions(command: DescribeServiceRevisionsCommand, view: View) {
  const serviceRevisionArns = await visibleOf(command.input.serviceRevisionArns ?? [], view);
  if (serviceRevisionArns.length === 0) return { $metadata: {}, serviceRevisions: [], failures: [] };
  const answer = await view.ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
  // What a service ran before is its own too: a rollback shows how it differs.
  for (const { taskDefinition = '' } of answer.serviceRevisions ?? []) {
    view.visibility.taskDefinitions.add(nameFromArn(taskDefinition));
  }
  return answer;
}

async function listDeployments(command: ListServiceDeploymentsCommand, { ecs, visibility }: View) {
  const cluster = await requireCluster(command.input.cluster, visibility);
  if (!(await visibility.may(cluster, nameFromArn(command.input.service ?? '')))) throw notFound('service');
  return ecs.send(command);
}

async function describeDeployments(command: DescribeServiceDeploymentsCommand, view: View) {
  const serviceDeploymentArns = await visibleOf(command.input.serviceDeploymentArns ?? [], view);
  if (serviceDeploymentArns.length === 0) return { $metadata: {}, serviceDeployments: [], failures: [] };
  return view.ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
}

/** Of ARNs that end with `/<cluster>/<service>/<id>`, those of services that may be seen. */
async function visibleOf(arns: readonly string[], { visibility }: View): Promise<string[]> {
  const visible: string[] = [];
  for (const arn of arns) {
    const [, cluster = '', service = ''] = arn.split('/');
    if (await visibility.may(cluster, service)) visible.push(arn);
  }
  return visible;
}
