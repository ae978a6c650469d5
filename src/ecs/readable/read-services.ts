import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type ECSClient,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import { nameFromArn } from '../name-from-arn.ts';
import type { Look } from './look.ts';
import { notFound } from './not-found.ts';

/** What is read of services, for one who may not look at everything; undefined for another command. */
export function readServices(command: object, ecs: ECSClient, look: Look): Promise<object> | undefined {
  if (command instanceof ListServicesCommand) return list(command, ecs, look);
  if (command instanceof DescribeServicesCommand) return describe(command, ecs, look);
  if (command instanceof DescribeServiceRevisionsCommand) return describeRevisions(command, ecs, look);
  return undefined;
}

async function list(command: ListServicesCommand, ecs: ECSClient, look: Look): Promise<object> {
  const cluster = nameFromArn(command.input.cluster ?? 'default');
  if (!(await look.seesCluster(cluster))) throw notFound('cluster');
  const answer = await ecs.send(command);
  const arns = answer.serviceArns ?? [];
  const visible = await look.among(cluster, arns.map(nameFromArn));
  return { ...answer, serviceArns: arns.filter((arn) => visible.has(nameFromArn(arn))) };
}

async function describe(command: DescribeServicesCommand, ecs: ECSClient, look: Look): Promise<object> {
  const cluster = nameFromArn(command.input.cluster ?? 'default');
  if (!(await look.seesCluster(cluster))) throw notFound('cluster');
  const answer = await ecs.send(command);
  const all = answer.services ?? [];
  const visible = await look.among(
    cluster,
    all.flatMap(({ serviceName }) => serviceName ?? []),
  );
  const services = all.filter(({ serviceName = '' }) => visible.has(serviceName));
  const hidden = all.filter((service) => !services.includes(service));
  for (const { deployments = [], taskDefinition } of services) {
    for (const each of [taskDefinition, ...deployments.map((deployment) => deployment.taskDefinition)]) {
      if (each !== undefined) look.taskDefinitions.add(nameFromArn(each));
    }
  }
  const failures = hidden.map(({ serviceArn }) => ({ arn: serviceArn, reason: 'MISSING' }));
  return { ...answer, services, failures: [...(answer.failures ?? []), ...failures] };
}

/** `arn:…:service-revision/<cluster>/<service>/<id>` */
async function describeRevisions(
  command: DescribeServiceRevisionsCommand,
  ecs: ECSClient,
  look: Look,
): Promise<object> {
  const asked = command.input.serviceRevisionArns ?? [];
  const visible: string[] = [];
  for (const arn of asked) {
    const [, cluster = '', service = ''] = arn.split('/');
    if (await look.may(cluster, service)) visible.push(arn);
  }
  if (visible.length === 0) return { $metadata: {}, serviceRevisions: [], failures: [] };
  return ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: visible }));
}
