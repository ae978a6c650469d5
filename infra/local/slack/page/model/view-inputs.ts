import type { ClientRequests } from '../../client/client-protocol.ts';
import type { Model } from './store.ts';

/** What was chosen and typed in a modal, element by element. */
export function viewInputs({ ui }: Model, view: string): ClientRequests['submit']['inputs'] {
  return Object.entries(ui.chosen).flatMap(([key, chosen]) => {
    const [place, blockId = '', actionId = ''] = key.split('\n');
    return place === view ? [{ blockId, actionId, chosen: [...chosen] }] : [];
  });
}
