import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import {
  ListTagsForResourceCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  paginateListClusters,
  paginateListServices,
  paginateListTaskDefinitions,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import { GetRoleCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { nameError, unlessMissing } from '../deploy/script.ts';
import { collect } from '../deploy/stack.ts';
import { type HandsOnClients, type HandsOnDeps, names } from './deps.ts';
import { monthlyCost } from './prices.ts';
import { findStack } from './stack.ts';

/** One existing resource of the hands-on. */
export interface Found {
  /** Its name for people: `hands-on/hello-world`, or an ARN if there is no name. */
  readonly name: string;
  /** Has our tag, or can only be ours; otherwise it merely has a name like ours. */
  readonly isOurs: boolean;
  /** What it costs per month in US dollars; 0 if its existence costs nothing. */
  readonly monthly: number;
}

/** One kind of resource that was searched for. */
export interface Finding {
  /** `task definitions`. */
  readonly kind: string;
  readonly found: readonly Found[];
  /** Why it could not be searched. */
  readonly problem?: string;
}

/** Everything of the hands-on that exists, by kind, from each service. */
export async function lookAround(deps: Pick<HandsOnDeps, 'clients' | 'region'>): Promise<Finding[]> {
  return Promise.all(
    Object.entries(finders).map(async ([kind, find]): Promise<Finding> => {
      try {
        return { kind, found: await find(deps) };
      } catch (error) {
        return { kind, found: [], problem: nameError(error) };
      }
    }),
  );
}

type Finder = (deps: Pick<HandsOnDeps, 'clients' | 'region'>) => Promise<readonly Found[]>;

/** Searches each service for what the hands-on may have created there, by kind. */
const finders: Readonly<Record<string, Finder>> = {
  stack: async ({ clients }) => {
    const stack = await findStack(clients.cloudFormation);
    return stack === undefined ? [] : [{ name: `hands-on (${stack.status})`, isOurs: true, monthly: 0 }];
  },
  services: ({ clients }) => findServices(clients),
  tasks: ({ clients }) => findTasks(clients),
  clusters: ({ clients }) => findClusters(clients),
  'task definitions': ({ clients }) => findTaskDefinitions(clients),
  repositories: ({ clients }) => findRepositories(clients),
  'log groups': ({ clients }) => findLogGroups(clients),
  'network and load balancer': ({ clients }) => findNetwork(clients),
  role: findRole,
};

/** All services of the clusters found; everything in a cluster of ours is ours, because the cluster can't be deleted before it. */
export async function findServices({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name: cluster, isOurs } of await findClusters({ ecs: client })) {
    const arns = await collect(
      paginateListServices({ client }, { cluster }),
      ({ serviceArns }) => serviceArns,
    );
    // DescribeServices takes 10.
    for (let from = 0; from < arns.length; from += 10) {
      const services = arns.slice(from, from + 10);
      const answer = await client.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }));
      for (const { serviceName, status, tags } of answer.services ?? []) {
        if (status === 'INACTIVE') continue;
        found.push({ name: `${cluster}/${serviceName}`, isOurs: isOurs || hasOurTag(tags), monthly: 0 });
      }
    }
  }
  return found;
}

/** Clusters that are ours or have such a name; a deleted one is INACTIVE for a while, and counts as gone. */
export async function findClusters({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const arns = await collect(paginateListClusters({ client }, {}), ({ clusterArns }) => clusterArns);
  const found: Found[] = [];
  // DescribeClusters takes 100.
  for (let from = 0; from < arns.length; from += 100) {
    const clusters = arns.slice(from, from + 100);
    const answer = await client.send(new DescribeClustersCommand({ clusters, include: ['TAGS'] }));
    for (const { clusterName: name = '', status, tags } of answer.clusters ?? []) {
      const isOurs = hasOurTag(tags);
      if (status !== 'INACTIVE' && (isOurs || hasOurName(name))) found.push({ name, isOurs, monthly: 0 });
    }
  }
  return found;
}

interface Tag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Whether the hands-on's tag is among these; ECS spells its tag keys in lower case, everything else capitalises them. */
function hasOurTag(tags: readonly Tag[] = []): boolean {
  const { key, value } = names.tag;
  return tags.some((tag) => (tag.key ?? tag.Key) === key && (tag.value ?? tag.Value) === value);
}

/** `hands-on*` and `hello-world*`: the names that the hands-on's commands act on. */
function hasOurName(name: string): boolean {
  return /^(hands-on|hello-world)/.test(name);
}

/** The tasks of the clusters found, until they have stopped: `hands-on/8f0e1d2c…`. */
export async function findTasks({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const { name: cluster, isOurs } of await findClusters({ ecs: client })) {
    const arns = [];
    // Tasks that are stopping are listed as STOPPED.
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const pages = paginateListTasks({ client }, { cluster, desiredStatus });
      arns.push(...(await collect(pages, ({ taskArns }) => taskArns)));
    }
    for (let from = 0; from < arns.length; from += 100) {
      const tasks = arns.slice(from, from + 100);
      const answer = await client.send(new DescribeTasksCommand({ cluster, tasks }));
      for (const { taskArn = '', lastStatus, cpu, memory } of answer.tasks ?? []) {
        if (lastStatus === 'STOPPED') continue;
        const name = `${cluster}/${taskArn.split('/').at(-1)}`;
        found.push({ name, isOurs, monthly: monthlyCost.task(Number(cpu ?? 0), Number(memory ?? 0)) });
      }
    }
  }
  return found;
}

/** Revisions that can still be started, of families with such a name. */
export async function findTaskDefinitions({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const arns = await collect(
    paginateListTaskDefinitions({ client }, { status: 'ACTIVE' }),
    ({ taskDefinitionArns }) => taskDefinitionArns,
  );
  const found: Found[] = [];
  for (const name of arns.map((arn) => arn.split('/').at(-1) ?? arn).filter(hasOurName)) {
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ['TAGS'] });
    found.push({ name, isOurs: hasOurTag((await client.send(command)).tags), monthly: 0 });
  }
  return found;
}

/** Repositories with such a name. */
export async function findRepositories({ ecr: client }: Pick<HandsOnClients, 'ecr'>): Promise<Found[]> {
  const found: Found[] = [];
  for await (const { repositories = [] } of paginateDescribeRepositories({ client }, {})) {
    for (const { repositoryName: name = '', repositoryArn: resourceArn } of repositories) {
      if (!hasOurName(name)) continue;
      const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
      let bytes = 0;
      for await (const { imageDetails = [] } of paginateDescribeImages(
        { client },
        { repositoryName: name },
      )) {
        bytes += imageDetails.reduce((sum, { imageSizeInBytes = 0 }) => sum + imageSizeInBytes, 0);
      }
      found.push({ name, isOurs: hasOurTag(tags), monthly: monthlyCost.images(bytes) });
    }
  }
  return found;
}

/** Log groups of tasks with names like ours. Only the stack's own is certainly ours. */
export async function findLogGroups({ logs: client }: Pick<HandsOnClients, 'logs'>): Promise<Found[]> {
  const found: Found[] = [];
  for (const logGroupNamePrefix of ['/ecs/hands-on', '/ecs/hello-world']) {
    for await (const page of paginateDescribeLogGroups({ client }, { logGroupNamePrefix })) {
      for (const { logGroupName: name = '', storedBytes = 0 } of page.logGroups ?? []) {
        found.push({ name, isOurs: name === names.logGroup, monthly: monthlyCost.logs(storedBytes) });
      }
    }
  }
  return found;
}

/** EC2 resources and load balancers with our tag: `vpc/vpc-0a1b…`. AWS may still list one some minutes after its deletion. */
async function findNetwork({ tagging: client }: Pick<HandsOnClients, 'tagging'>): Promise<Found[]> {
  const { key, value } = names.tag;
  const asked = {
    TagFilters: [{ Key: key, Values: [value] }],
    ResourceTypeFilters: ['ec2', 'elasticloadbalancing'],
  };
  const found: Found[] = [];
  for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, asked)) {
    for (const { ResourceARN = '' } of ResourceTagMappingList) {
      const name = ResourceARN.split(':').slice(5).join(':');
      const monthly = name.startsWith('loadbalancer/') ? monthlyCost.loadBalancer() : 0;
      found.push({ name, isOurs: true, monthly });
    }
  }
  return found;
}

/** The stack's execution role. */
async function findRole({ clients, region }: Pick<HandsOnDeps, 'clients' | 'region'>): Promise<Found[]> {
  const RoleName = names.role(region);
  const role = await unlessMissing(NoSuchEntityException, clients.iam.send(new GetRoleCommand({ RoleName })));
  return role === undefined ? [] : [{ name: RoleName, isOurs: true, monthly: 0 }];
}
