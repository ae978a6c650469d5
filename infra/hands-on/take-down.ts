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
import type { HandsOnDeps } from './deps.ts';
import {
  type Finding,
  type Found,
  findClusters,
  findLogGroups,
  findRepositories,
  findServices,
  findTaskDefinitions,
  findTasks,
  lookAround,
} from './find.ts';
import { findStack, removeStack, stackLife } from './stack.ts';

interface DownOptions {
  /** Also deletes what only has a name like ours. */
  readonly named: boolean;
}

/** Which of the resources found are to be deleted. */
type IsWanted = (found: Found) => boolean;

/**
 * Deletes the stack and what the hands-on created, and checks for leftovers. Can be run again wherever it was interrupted.
 * @throws ScriptProblem with the reasons when the stack could not be deleted
 */
export async function takeDown(deps: HandsOnDeps, { named }: DownOptions): Promise<Finding[]> {
  const isWanted = ({ isOurs }: Found) => isOurs || named;
  await endWhatMoves(deps);
  // Before the stack: running tasks use its subnets and security groups, and images keep its repository from being deleted.
  await removeRunning(deps, isWanted);
  await removeRepositories(deps, isWanted);
  const stack = await findStack(deps.clients.cloudFormation);
  if (stack !== undefined) await removeStack(deps, stack);
  await removeClusters(deps, isWanted);
  await deregisterTaskDefinitions(deps, isWanted);
  await removeLogGroups(deps, isWanted);
  return prove(deps);
}

/** A stack that is still being created would recreate what is deleted alongside it. What its deletion can't delete yet is deleted later. */
async function endWhatMoves(deps: HandsOnDeps): Promise<void> {
  const stack = await findStack(deps.clients.cloudFormation);
  if (stack === undefined || stackLife(stack.status) !== 'moving') return;
  try {
    await removeStack(deps, stack);
  } catch (error) {
    if (!(error instanceof ScriptProblem)) throw error;
  }
}

/** Checks until the network's tags are gone, which AWS shows for up to about three minutes longer than the network. */
async function prove(deps: HandsOnDeps): Promise<Finding[]> {
  for (let looks = 1; ; looks += 1) {
    const findings = await lookAround(deps);
    const lagging = findings.every(
      ({ kind, found, problem }) =>
        problem === undefined && (found.length === 0 || kind === 'network and load balancer'),
    );
    const isLeft = findings.some(({ found }) => found.length > 0);
    if (!isLeft || !lagging || looks === 18) return findings;
    deps.show('       … the tags of the network still show; AWS takes some minutes to forget them');
    await deps.pause(5 * deps.pollMs);
  }
}

/** Deregisters task definitions: ECS keeps them as INACTIVE, and nothing can be started from them. */
async function deregisterTaskDefinitions(
  { clients: { ecs }, say }: HandsOnDeps,
  isWanted: IsWanted,
): Promise<void> {
  for (const { name } of (await findTaskDefinitions({ ecs })).filter(isWanted)) {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: name }));
    say(`Deregistered task definition ${name}`);
  }
}

/** Deletes clusters, in which nothing may be running any more. */
async function removeClusters({ clients: { ecs }, say }: HandsOnDeps, isWanted: IsWanted): Promise<void> {
  for (const { name } of (await findClusters({ ecs })).filter(isWanted)) {
    await ecs.send(new DeleteClusterCommand({ cluster: name }));
    say(`Deleted cluster ${name}`);
  }
}

/** Deletes log groups with their contents. */
async function removeLogGroups({ clients: { logs }, say }: HandsOnDeps, isWanted: IsWanted): Promise<void> {
  const wanted = (await findLogGroups({ logs })).filter(isWanted).map(({ name }) => name);
  await deleteLogGroups(logs, wanted);
  for (const name of wanted) say(`Deleted log group ${name}`);
}

/** Empties repositories and deletes them; CloudFormation treats one that is gone as deleted. */
async function removeRepositories({ clients: { ecr }, say }: HandsOnDeps, isWanted: IsWanted): Promise<void> {
  for (const { name } of (await findRepositories({ ecr })).filter(isWanted)) {
    const images = await emptyRepository(ecr, name);
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: name }));
    say(
      `Deleted repository ${name}${images === 0 ? '' : ` with ${images} ${images === 1 ? 'image' : 'images'}`}`,
    );
  }
}

/** Deletes every image of a repository; returns how many there were. */
async function emptyRepository(client: ECRClient, repositoryName: string): Promise<number> {
  const digests = new Set<string>();
  for await (const { imageIds = [] } of paginateListImages({ client }, { repositoryName })) {
    for (const { imageDigest } of imageIds) if (imageDigest !== undefined) digests.add(imageDigest);
  }
  const all = [...digests].map((imageDigest) => ({ imageDigest }));
  // An image in a manifest list can't be deleted while the list exists: a second round deletes it.
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
 * Stops services and tasks and waits until they have ended: until then, neither cluster nor subnet can be deleted. What appears in the meantime is
 * stopped, too.
 * @throws ScriptProblem when something is still there after ten minutes
 */
async function removeRunning(deps: HandsOnDeps, isWanted: IsWanted): Promise<void> {
  const { ecs } = deps.clients;
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
      deps.say(`Deleting service ${name}`);
    }
    // While there is a service, its tasks end with it; any that are left afterwards were started on their own.
    for (const name of services.length > 0 ? [] : tasks.filter((each) => !ended.has(each))) {
      const [cluster = '', task] = name.split('/');
      await ecs.send(new StopTaskCommand({ cluster, task, reason: 'npm run hands-on -- down' }));
      ended.add(name);
    }
    deps.show(`       … these end: ${[...services, ...tasks].join(', ')}`);
    await deps.pause(deps.pollMs);
  }
}
