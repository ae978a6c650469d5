import type { Method } from '../method.ts';
import { readView } from '../read-view.ts';
import { viewJson } from '../shapes/view-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/views.publish: a person's Home tab. */
export const viewsPublish: Method = {
  rates: tier(4),
  run({ args, world, method }) {
    const user = args.required('user_id');
    if (!world.workspace.people.has(user)) throw new SlackApiError('user_not_found');
    const draft = readView(args, world, method, 'home');
    const before = world.views.home(user);
    const hash = args.optional('hash');
    if (hash !== undefined && before && hash !== before.hash) throw new SlackApiError('hash_conflict');
    const fresh = draft(user);
    const view = before ? { ...fresh, id: before.id, rootId: before.rootId } : fresh;
    world.views.replace(view);
    return { view: viewJson(world, view) };
  },
};
