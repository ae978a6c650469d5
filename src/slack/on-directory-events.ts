import type { App } from '@slack/bolt';
import type { SharedReadings } from '../store/shared-readings.ts';
import { directoryKeys } from './directory-keys.ts';

/**
 * Slack tells of changed people and groups: what was read of them is forgotten, and who asks next reads it anew. It is
 * not read here, because every new status text is a `user_change` and Slack lets groups be read 20 times a minute; nor
 * taken from the event, which may come late, twice, out of order, and with the first 500 members only.
 */
export function onDirectoryEvents(app: App, { forget }: Pick<SharedReadings, 'forget'>): void {
  app.event('user_change', ({ event }) => forget(directoryKeys.person(event.user.id)));
  app.event('subteam_members_changed', ({ event }) => forget(directoryKeys.group(event.subteam_id)));
  app.event('subteam_updated', ({ event }) => forget(directoryKeys.group(event.subteam.id)));
}
