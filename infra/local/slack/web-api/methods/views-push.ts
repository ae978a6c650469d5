import type { Method } from '../method.ts';
import { readView } from '../read-view.ts';
import { viewJson } from '../shapes/view-json.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

const maximumStack = 3;

/** https://docs.slack.dev/reference/methods/views.push: at most 3 on top of each other. */
export const viewsPush: Method = {
  rates: tier(4),
  run({ args, world, method }) {
    const draft = readView(args, world, method, 'modal');
    const trigger = world.triggers.exchange(args.required('trigger_id'));
    if ('error' in trigger) throw new SlackApiError(trigger.error);
    const stack = world.views.stack(trigger.user);
    const [root] = stack;
    if (!root) throw new SlackApiError('not_found');
    if (stack.length >= maximumStack) throw new SlackApiError('push_limit_reached');
    const previousId = stack.at(-1)?.id;
    const view = { ...draft(trigger.user), rootId: root.id, ...(previousId !== undefined && { previousId }) };
    world.views.push(view);
    return { view: viewJson(world, view) };
  },
};
