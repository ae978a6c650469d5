import type { EventBridgeEvent } from '../../events/event-bridge-event.ts';
import type { Ids } from '../identity/create-ids.ts';

/** Puts the envelope around an event. Dates become ISO strings and absent fields vanish, as they do on EventBridge. */
export function createEmit(
  place: { readonly accountId: string; readonly region: string; readonly ids: Ids; now(): number },
  onEvent: (event: EventBridgeEvent) => void,
) {
  return (event: Pick<EventBridgeEvent, 'detail-type' | 'resources' | 'detail'>): void => {
    onEvent({
      version: '0',
      id: place.ids.uuid(),
      'detail-type': event['detail-type'],
      source: 'aws.ecs',
      account: place.accountId,
      time: new Date(place.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: place.region,
      resources: event.resources,
      detail: JSON.parse(JSON.stringify(event.detail)),
    });
  };
}
