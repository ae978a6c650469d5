import { sendEvent } from '../app-requests/send-event.ts';
import type { SlackWorld } from '../slack-world.ts';
import { userJson } from '../web-api/shapes/user-json.ts';
import type { Person } from './person.ts';

/** What may change of a person while the workspace runs. */
export type PersonChange = Partial<
  Pick<Person, 'realName' | 'locale' | 'timeZone' | 'isRestricted' | 'isUltraRestricted' | 'isDeleted'>
>;

/**
 * Changes a person and sends `user_change` to the app, unless `isTold` says that the event is lost. Resolves when the
 * app took the event or its retries are over; throws for somebody who is not there.
 */
export async function setPerson(
  world: SlackWorld,
  id: string,
  change: PersonChange,
  isTold = true,
): Promise<void> {
  const { people } = world.workspace;
  const before = people.get(id);
  if (!before) throw new Error(`There is nobody with the id ${id} in the local workspace.`);
  const seconds = Math.floor(world.clock.now() / 1000);
  const person: Person = { ...before, ...change, updated: seconds };
  people.set(id, person);
  world.hub.publish({ type: 'people' });
  if (!isTold) return;
  await sendEvent(world, {
    type: 'user_change',
    user: userJson(world, person, true),
    ...{ cache_ts: seconds, event_ts: (world.clock.now() / 1000).toFixed(6) },
  });
}
