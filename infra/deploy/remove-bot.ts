import type { Clients } from './create-clients.ts';
import { type Leftover, listLeftovers } from './list-leftovers.ts';
import type { OslsWorld } from './osls-world.ts';
import { readStack } from './read-stack.ts';
import { removeRest } from './remove-rest.ts';
import { runOsls } from './run-osls.ts';
import { stackName } from './stack-name.ts';

export interface RemoveOptions {
  readonly clients: Clients;
  readonly osls: OslsWorld;
  readonly region: string;
  readonly stage: string;
}

export interface Removal {
  /** Parameters, schedules and log groups that were no part of the stack, or outlived it. */
  readonly deleted: readonly string[];
  readonly leftovers: readonly Leftover[];
}

/** Removes the stack, if there is one, and the rest; then looks for what is left. */
export async function removeBot({ clients, osls, region, stage }: RemoveOptions): Promise<Removal> {
  if (await readStack(clients.cloudFormation, stackName(stage))) {
    await runOsls(['remove', '--region', region, '--stage', stage], osls);
  }
  const deleted = await removeRest(clients, stage);
  return { deleted, leftovers: await listLeftovers(clients, stage) };
}
