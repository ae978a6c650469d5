import { isRecord } from '../http/is-record.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { View } from '../state/view.ts';
import { Arguments } from '../web-api/arguments.ts';
import { readView } from '../web-api/read-view.ts';
import { viewJson } from '../web-api/shapes/view-json.ts';
import { SlackApiError } from '../web-api/slack-api-error.ts';
import { sendPayload } from './send-payload.ts';
import { sharedFields } from './shared-fields.ts';

/** What the modal shows when it could not be submitted: by `block_id`, or as a whole under `''`. */
export type ViewErrors = Readonly<Record<string, string>>;

const trouble = { '': 'We had some trouble connecting. Try again?' };

/** Sends `view_submission` and does what the app's `response_action` says: errors, update, push, clear, else close. */
export async function submitView(world: SlackWorld, view: View): Promise<ViewErrors> {
  const answer = await sendPayload(world, {
    type: 'view_submission',
    ...sharedFields(world, view.user),
    trigger_id: world.triggers.issue(view.user),
    view: viewJson(world, view, world.inputs.values(view.user, view.id, view.blocks)),
    response_urls: [],
  });
  if (answer.kind !== 'ok') return trouble;
  try {
    return follow(world, view, answer.body === '' ? {} : JSON.parse(answer.body));
  } catch (error) {
    if (error instanceof SlackApiError || error instanceof SyntaxError) return trouble;
    throw error;
  }
}

function follow(world: SlackWorld, view: View, answer: unknown): ViewErrors {
  const { response_action: action, errors, view: next } = isRecord(answer) ? answer : {};
  if (action === 'errors') {
    return isRecord(errors)
      ? Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, String(text)]))
      : trouble;
  }
  if (action === 'clear') {
    world.views.close(view.user, true);
  } else if (action === 'update' || action === 'push') {
    const draft = readView(new Arguments({ view: next }), world, 'view_submission', 'modal')(view.user);
    if (action === 'update') world.views.replace({ ...draft, id: view.id, rootId: view.rootId });
    else world.views.push({ ...draft, rootId: view.rootId, previousId: view.id });
  } else {
    world.views.close(view.user, false);
  }
  return {};
}
