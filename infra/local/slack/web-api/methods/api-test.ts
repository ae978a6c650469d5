import type { Method } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** https://docs.slack.dev/reference/methods/api.test */
export const apiTest: Method = {
  scope: 'none',
  rates: tier(4),
  run({ args }) {
    const error = args.optional('error');
    if (error !== undefined) throw new SlackApiError(error, { args: args.all() });
    return { args: args.all() };
  },
};
