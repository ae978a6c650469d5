import { DeleteServiceCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { ScriptProblem } from '../../deploy/script-problem.ts';
import { findServices } from '../find/find-services.ts';
import { findTasks } from '../find/find-tasks.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';

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
