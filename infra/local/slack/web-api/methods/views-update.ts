import type { Method } from '../method.ts';
import { readView } from '../read-view.ts';
import { viewJson } from '../shapes/view-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/views.update: by `view_id` or `external_id`, guarded by `hash`. */
export const viewsUpdate: Method = {
  rates: tier(4),
  run({ args, world, method }) {
    const draft = readView(args, world, method, 'modal');
    const before = world.views.find(args.optional('view_id') ?? args.required('external_id'));
    if (!before) throw new SlackApiError('not_found');
    const hash = args.optional('hash');
    if (hash !== undefined && hash !== before.hash) throw new SlackApiError('hash_conflict');
    const { id, rootId, previousId } = before;
    const view = { ...draft(before.user), id, rootId, ...(previousId !== undefined && { previousId }) };
    world.views.replace(view);
    return { view: viewJson(world, view) };
  },
};
