import { DeleteServiceCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { findServices } from '../find/find-services.ts';
import { findTasks } from '../find/find-tasks.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { waitUntilGone } from './wait-until-gone.ts';

/** Ends services and tasks and waits for their end: before it, neither cluster nor subnet can go. */
export async function removeRunning(world: HandsOnWorld, isWanted: (found: Found) => boolean): Promise<void> {
  const { ecs } = world.clients;
  const wanted = (find: (clients: { ecs: typeof ecs }) => Promise<Found[]>) => async () =>
    (await find({ ecs })).filter(isWanted);
  for (const { name } of await wanted(findServices)()) {
    const [cluster = '', service] = name.split('/');
    await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    world.say(`Deleting service ${name}`);
  }
  // What a service ran stops with it; these were started by themselves.
  await waitUntilGone(world, 'services', wanted(findServices));
  for (const { name } of await wanted(findTasks)()) {
    const [cluster = '', task] = name.split('/');
    await ecs.send(new StopTaskCommand({ cluster, task, reason: 'hands-on down' }));
  }
  await waitUntilGone(world, 'tasks', wanted(findTasks));
}
