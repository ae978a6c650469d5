import { ScriptProblem } from '../deploy/script.ts';
import { type Finding, type Found, lookAround } from './find.ts';
import {
  deregisterTaskDefinitions,
  removeClusters,
  removeLogGroups,
  removeRepositories,
  removeRunning,
} from './remove.ts';
import { findStack, removeStack, stackLife } from './stack.ts';
import type { HandsOnWorld } from './world.ts';

interface DownOptions {
  /** What has only a name like ours is deleted, too. */
  readonly named: boolean;
}

/**
 * Takes away the stack and what the lesson made, and looks for what is left. Can be run again wherever it was interrupted.
 * @throws ScriptProblem with the reasons when the stack could not be deleted
 */
export async function takeDown(world: HandsOnWorld, { named }: DownOptions): Promise<Finding[]> {
  const isWanted = ({ isOurs }: Found) => isOurs || named;
  await endWhatMoves(world);
  // Before the stack: what runs holds its subnets and security groups, and images hold its repository.
  await removeRunning(world, isWanted);
  await removeRepositories(world, isWanted);
  const stack = await findStack(world.clients.cloudFormation);
  if (stack !== undefined) await removeStack(world, stack);
  await removeClusters(world, isWanted);
  await deregisterTaskDefinitions(world, isWanted);
  await removeLogGroups(world, isWanted);
  return prove(world);
}

/** A stack that is still being made would make again what is deleted beside it. What its deletion can't delete yet goes later. */
async function endWhatMoves(world: HandsOnWorld): Promise<void> {
  const stack = await findStack(world.clients.cloudFormation);
  if (stack === undefined || stackLife(stack.status) !== 'moving') return;
  try {
    await removeStack(world, stack);
  } catch (error) {
    if (!(error instanceof ScriptProblem)) throw error;
  }
}

/** Looks until the tags of the network are gone, which AWS shows for some minutes longer than the network: up to about three. */
async function prove(world: HandsOnWorld): Promise<Finding[]> {
  for (let looks = 1; ; looks += 1) {
    const findings = await lookAround(world);
    const lagging = findings.every(
      ({ kind, found, problem }) =>
        problem === undefined && (found.length === 0 || kind === 'network and load balancer'),
    );
    const isLeft = findings.some(({ found }) => found.length > 0);
    if (!isLeft || !lagging || looks === 18) return findings;
    world.show('       … the tags of the network still show; AWS takes some minutes to forget them');
    await world.pause(5 * world.pollMs);
  }
}
