import {
  BatchDeleteImageCommand,
  DeleteRepositoryCommand,
  type ECRClient,
  paginateListImages,
} from '@aws-sdk/client-ecr';
import {
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { deleteLogGroups } from '../deploy/log-groups.ts';
import { ScriptProblem } from '../deploy/script.ts';
import {
  type Found,
  findClusters,
  findLogGroups,
  findRepositories,
  findServices,
  findTaskDefinitions,
  findTasks,
} from './find.ts';
import type { HandsOnWorld } from './world.ts';

/** Deregisters task definitions: ECS keeps them as INACTIVE, where nothing can be started from them. */
export async function deregisterTaskDefinitions(
  { clients: { ecs }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  for (const { name } of (await findTaskDefinitions({ ecs })).filter(isWanted)) {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: name }));
    say(`Deregistered task definition ${name}`);
  }
}

/** Deletes clusters, in which nothing may run any more. */
export async function removeClusters(
  { clients: { ecs }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  for (const { name } of (await findClusters({ ecs })).filter(isWanted)) {
    await ecs.send(new DeleteClusterCommand({ cluster: name }));
    say(`Deleted cluster ${name}`);
  }
}

/** Deletes log groups with all that is in them. */
export async function removeLogGroups(
  { clients: { logs }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  const wanted = (await findLogGroups({ logs })).filter(isWanted).map(({ name }) => name);
  await deleteLogGroups(logs, wanted);
  for (const name of wanted) say(`Deleted log group ${name}`);
}

/** Empties repositories and deletes them; CloudFormation takes one that is gone for deleted. */
export async function removeRepositories(
  { clients: { ecr }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  for (const { name } of (await findRepositories({ ecr })).filter(isWanted)) {
    const images = await emptyRepository(ecr, name);
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: name }));
    say(
      `Deleted repository ${name}${images === 0 ? '' : ` with ${images} ${images === 1 ? 'image' : 'images'}`}`,
    );
  }
}

/** Deletes every image of a repository; gives how many there were. */
async function emptyRepository(client: ECRClient, repositoryName: string): Promise<number> {
  const digests = new Set<string>();
  for await (const { imageIds = [] } of paginateListImages({ client }, { repositoryName })) {
    for (const { imageDigest } of imageIds) if (imageDigest !== undefined) digests.add(imageDigest);
  }
  const all = [...digests].map((imageDigest) => ({ imageDigest }));
  // What an image list names is refused as long as the list is there: a second round takes it.
  for (const _round of ['lists', 'what they named']) {
    for (let from = 0; from < all.length; from += 100) {
      const imageIds = all.slice(from, from + 100);
      await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    }
  }
  return all.length;
}

/** On AWS ten minutes. */
const MOST_LOOKS = 300;

/**
 * Ends services and tasks and waits for their end: before it, neither cluster nor subnet can go. What appears meanwhile is ended, too.
 * @throws ScriptProblem when something is still there after ten minutes
 */
export async function removeRunning(world: HandsOnWorld, isWanted: (found: Found) => boolean): Promise<void> {
  const { ecs } = world.clients;
  const ended = new Set<string>();
  for (let looks = 1; ; looks += 1) {
    const services = (await findServices({ ecs })).filter(isWanted).map(({ name }) => name);
    const tasks = (await findTasks({ ecs })).filter(isWanted).map(({ name }) => name);
    if (services.length + tasks.length === 0) return;
    if (looks === MOST_LOOKS) {
      const left = [...services, ...tasks].join(', ');
      throw new ScriptProblem(`These take too long to end: ${left}. Run down again later.`);
    }
    for (const name of services.filter((each) => !ended.has(each))) {
      const [cluster = '', service] = name.split('/');
      await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
      ended.add(name);
      world.say(`Deleting service ${name}`);
    }
    // While there is a service, its tasks end with it; those that are left then were started by themselves.
    for (const name of services.length > 0 ? [] : tasks.filter((each) => !ended.has(each))) {
      const [cluster = '', task] = name.split('/');
      await ecs.send(new StopTaskCommand({ cluster, task, reason: 'npm run hands-on -- down' }));
      ended.add(name);
    }
    world.show(`       … these end: ${[...services, ...tasks].join(', ')}`);
    await world.pause(world.pollMs);
  }
}
