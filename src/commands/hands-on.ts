import * as z from 'zod';
import { hasRepository, readImageName } from '../aws/ecr.ts';
import { describeClusters } from '../aws/ecs/clusters.ts';
import { fargateMemories, type HandsOn, isRegisteredAs } from '../aws/ecs/provision.ts';
import { describeServices } from '../aws/ecs/services.ts';
import { readRevision } from '../aws/ecs/task-definitions.ts';
import { isHandsOnName } from '../changes/kinds/hands-on.ts';
import { readSteps } from '../hands-on/hands-on.ts';
import { repositoryUri } from './images.ts';
import { type CommandContext, defineChange, defineCommand } from './line/command.ts';
import { findCluster, findService, splitTarget } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

const number = z
  .string()
  .regex(/^\d{1,6}$/, 'notANumber')
  .transform(Number);

/** `/ecs hands-on`: the hands-on, and where the caller is in it. AWS is asked when it is shown. */
export const handsOn = defineCommand('read', {
  name: 'hands-on',
  only: 'hands-on',
  words: [{ name: 'want', hint: 'next|again', optional: true }],
  flags: [
    { name: 'step', value: 'step', hidden: true },
    { name: 'of', value: 'user', hidden: true },
  ],
  examples: ['hands-on', 'hands-on next'],
  args: z.object({
    want: z.enum(['show', 'next', 'again'], 'notAHandsOnWord').default('show'),
    step: z.enum(readSteps, 'invalid').optional(),
    of: z
      .string()
      .regex(/^[UW][A-Z0-9]+$/, 'invalid')
      .optional(),
  }),
  async run({ want, step, of }) {
    return {
      type: 'hands-on',
      ask: { want, ...(step !== undefined && { step }), ...(of !== undefined && { of }) },
    };
  },
});

/** `/ecs create-cluster [name]`: `aws ecs create-cluster`. One DescribeClusters first. */
export const createCluster = defineChange({
  name: 'create-cluster',
  only: 'hands-on',
  words: [{ name: 'name', hint: 'name', optional: true }],
  examples: ['create-cluster hands-on-2'],
  args: z.object({ name: z.string().default('hands-on') }),
  async run({ name }, { ecs }) {
    requireHandsOnNames(name);
    const [found] = await describeClusters(ecs, [name]);
    if (found !== undefined) throw new Refusal({ code: 'alreadyThere', what: 'cluster', name });
    return { type: 'create-cluster', target: { cluster: name } };
  },
});

/** The hands-on creates and deletes only what has one of its own names. Throws Refusal for the first other name. */
function requireHandsOnNames(...names: readonly string[]): void {
  const other = names.find((name) => !isHandsOnName(name));
  if (other !== undefined) throw new Refusal({ code: 'notOfHandsOn', given: other });
}

/** `/ecs create-repository <name>`: `aws ecr create-repository`. One DescribeRepositories first. */
export const createRepository = defineChange({
  name: 'create-repository',
  only: 'hands-on',
  words: [{ name: 'name', hint: 'name' }],
  examples: ['create-repository hello-world-2'],
  args: z.object({ name: z.string() }),
  async run({ name }, { ecr }) {
    requireHandsOnNames(name);
    if (await hasRepository(ecr, name)) throw new Refusal({ code: 'alreadyThere', what: 'repository', name });
    return { type: 'create-repository', target: { repository: name } };
  },
});

/**
 * `/ecs create-service <target> <family[:revision]> [--count 2]`: `aws ecs create-service --launch-type FARGATE` behind the hands-on's load balancer.
 * ListClusters, DescribeServices and DescribeTaskDefinition first.
 */
export const createService = defineChange({
  name: 'create-service',
  only: 'hands-on',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'taskDefinition', hint: 'family[:revision]' },
  ],
  flags: [{ name: 'count', value: '2' }],
  examples: ['create-service hands-on/hello-world-2 hello-world'],
  args: z.object({
    target: z.string().regex(/^[^/:]+\/[^/:]+$/, 'notATarget'),
    taskDefinition: z.string().regex(/^[\w-]{1,255}(?::\d{1,9})?$/, 'notATaskDefinition'),
    count: number.default(2),
  }),
  async run({ target: given, taskDefinition, count }, context) {
    const { ecs, maximumDesiredCount } = context;
    const { subnets, securityGroup, targetGroupArn } = requireHandsOn(context);
    const { cluster: asked = '', name: service } = splitTarget(given);
    requireHandsOnNames(asked, service, taskDefinition.split(':')[0] ?? '');
    if (count > maximumDesiredCount) {
      throw new Refusal({ code: 'aboveMaximum', target: given, count, maximum: maximumDesiredCount });
    }
    const cluster = await findCluster(ecs, asked);
    const [[there], revision] = await Promise.all([
      describeServices(ecs, cluster, [service]),
      readRevision(ecs, taskDefinition),
    ]);
    if (there !== undefined) {
      if (there.status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target: given });
      throw new Refusal({ code: 'alreadyThere', what: 'service', name: given });
    }
    if (revision?.status !== 'ACTIVE')
      throw new Refusal({ code: 'unknownTaskDefinition', given: taskDefinition });
    const [{ name = '', portMappings = [] } = {}] = revision.containerDefinitions ?? [];
    const port = portMappings[0]?.containerPort;
    const registered = `${revision.family}:${revision.revision}`;
    if (port === undefined) throw new Refusal({ code: 'noPort', taskDefinition: registered });
    return {
      type: 'create-service',
      target: { cluster, service },
      before: { desiredCount: 0, runningCount: 0 },
      after: { desiredCount: count },
      taskDefinition: registered,
      container: { name, port },
      subnets,
      securityGroup,
      targetGroupArn,
    };
  },
});

/** The hands-on's stack. Throws Refusal in a bot that was deployed without it. */
function requireHandsOn({ handsOn }: Pick<CommandContext, 'handsOn'>): HandsOn {
  if (handsOn === undefined) throw new Refusal({ code: 'noHandsOn' });
  return handsOn;
}

/** `/ecs delete-cluster <cluster>`: `aws ecs delete-cluster`, for an empty one. ListClusters and DescribeClusters first. */
export const deleteCluster = defineChange({
  name: 'delete-cluster',
  only: 'hands-on',
  words: [{ name: 'cluster', hint: 'cluster' }],
  examples: ['delete-cluster hands-on-old'],
  args: z.object({ cluster: z.string() }),
  async run({ cluster: given }, { ecs }) {
    const cluster = await findCluster(ecs, given);
    requireHandsOnNames(cluster);
    const [found] = await describeClusters(ecs, [cluster]);
    const { activeServices: services = 0, runningTasks = 0, pendingTasks = 0 } = found ?? {};
    const tasks = runningTasks + pendingTasks;
    if (services + tasks > 0) throw new Refusal({ code: 'clusterHolds', cluster, services, tasks });
    return { type: 'delete-cluster', target: { cluster } };
  },
});

/** `/ecs delete-service <target>`: `aws ecs delete-service --force`, with all its tasks. */
export const deleteService = defineChange({
  name: 'delete-service',
  only: 'hands-on',
  words: [{ name: 'target', hint: 'cluster/service' }],
  examples: ['delete-service hands-on/hello-world'],
  args: z.object({ target: z.string() }),
  async run({ target }, { ecs }) {
    const { cluster, name, status, desiredCount, runningCount } = await findService(ecs, target);
    requireHandsOnNames(cluster, name);
    if (status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target: `${cluster}/${name}` });
    return {
      type: 'delete-service',
      target: { cluster, service: name },
      before: { desiredCount, runningCount },
    };
  },
});

/**
 * `/ecs register-task-definition <family> <image> [--cpu 256] [--memory 512] [--port 80]`: `aws ecs register-task-definition` for one container on
 * Fargate; log group and execution role are the hands-on's. DescribeRepositories and DescribeTaskDefinition first.
 */
export const registerTaskDefinition = defineChange({
  name: 'register-task-definition',
  only: 'hands-on',
  words: [
    { name: 'family', hint: 'family' },
    { name: 'image', hint: 'image|repository:tag' },
  ],
  flags: [
    { name: 'cpu', value: '256' },
    { name: 'memory', value: '512' },
    { name: 'port', value: '80' },
  ],
  examples: [
    'register-task-definition hello-world hello-world:latest',
    'register-task-definition hello-world public.ecr.aws/nginx/nginx:1.29 --cpu 512 --memory 1024',
  ],
  args: z.object({
    family: z.string(),
    image: z.string().regex(/^[\w./:@-]{1,500}$/, 'notAnImage'),
    cpu: number.default(256),
    memory: number.default(512),
    port: number.default(80),
  }),
  async run({ family, image: given, cpu, memory, port }, context) {
    const { ecs, ecr } = context;
    const { executionRoleArn, logGroup, region } = requireHandsOn(context);
    requireHandsOnNames(family);
    const memories = fargateMemories(cpu);
    if (!memories.includes(memory)) throw new Refusal({ code: 'notAFargateSize', cpu, memory, memories });
    if (port < 1 || port > 65_535) throw new Refusal({ code: 'notAPort', given: String(port) });
    const [image, newest] = await Promise.all([findImage(ecr, given), readRevision(ecs, family)]);
    const size = { cpu: String(cpu), memory: String(memory), port };
    const definition = { family, image, ...size, executionRoleArn, logGroup, region };
    const { revision = 0 } = newest ?? {};
    if (newest && isRegisteredAs(newest, definition)) {
      throw new Refusal({ code: 'alreadyThere', what: 'taskDefinition', name: `${family}:${revision}` });
    }
    return { type: 'register-task-definition', target: { family }, before: { revision }, definition };
  },
});

/**
 * The image that a task definition names: with a registry, as typed; `repository[:tag]`, from this account's ECR. Docker Hub's short names are not
 * supported: `nginx` is not a repository here. Throws Refusal with the nearest ones.
 */
async function findImage(ecr: CommandContext['ecr'], given: string): Promise<string> {
  const { registry, repository, tag, digest } = readImageName(given);
  if (registry !== undefined) return given;
  const uri = await repositoryUri(ecr, repository);
  return digest === undefined ? `${uri}:${tag}` : `${uri}@${digest}`;
}
