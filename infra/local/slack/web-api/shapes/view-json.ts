import type { SlackWorld } from '../../slack-world.ts';
import type { View } from '../../state/view.ts';
import { localIds } from '../../workspace/local-ids.ts';

/** A view as `views.*` answers it and payloads carry it. */
export function viewJson(
  world: SlackWorld,
  view: View,
  values: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    ...{ id: view.id, team_id: world.workspace.team.id, type: view.type, blocks: view.blocks },
    ...{ private_metadata: view.privateMetadata, callback_id: view.callbackId, state: { values } },
    ...{ hash: view.hash, title: view.title ?? null, submit: view.submit ?? null, close: view.close ?? null },
    ...{ clear_on_close: view.clearOnClose, notify_on_close: view.notifyOnClose },
    ...{ root_view_id: view.rootId, previous_view_id: view.previousId ?? null, external_id: view.externalId },
    ...{ app_id: world.app.id, bot_id: localIds.botId, app_installed_team_id: world.workspace.team.id },
  };
}
