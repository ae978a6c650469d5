import type { Method } from '../method.ts';
import { readView } from '../read-view.ts';
import { viewJson } from '../shapes/view-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/views.open */
export const viewsOpen: Method = {
  rates: tier(4),
  run({ args, world, method }) {
    const draft = readView(args, world, method, 'modal');
    const trigger = world.triggers.exchange(args.required('trigger_id'));
    if ('error' in trigger) throw new SlackApiError(trigger.error);
    world.views.close(trigger.user, true);
    const view = draft(trigger.user);
    world.views.push(view);
    return { view: viewJson(world, view) };
  },
};
