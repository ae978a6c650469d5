import type { SlackWorld } from '../slack-world.ts';
import type { View } from '../state/view.ts';
import { viewJson } from '../web-api/shapes/view-json.ts';
import { sendPayload } from './send-payload.ts';
import { sharedFields } from './shared-fields.ts';

/** The person closes the top modal; the app hears of it if it asked to. */
export async function closeView(world: SlackWorld, view: View): Promise<void> {
  world.views.close(view.user, view.clearOnClose);
  if (!view.notifyOnClose) return;
  await sendPayload(world, {
    type: 'view_closed',
    ...sharedFields(world, view.user),
    view: viewJson(world, view, world.inputs.values(view.user, view.id, view.blocks)),
    is_cleared: view.clearOnClose,
  });
}
