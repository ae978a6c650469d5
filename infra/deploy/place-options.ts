import type { Option } from './read-options.ts';

/** Where the bot is deployed: `--region`, and `--stage` when there is more than one of it. */
export const placeOptions = {
  region: {
    pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
    what: 'an AWS region, such as eu-west-1',
    required: true,
  },
  // The names of all parts hold it; the longest, a rule's, may have 64 characters.
  stage: {
    pattern: /^[a-z][a-z0-9-]{0,19}$/,
    what: 'up to 20 small letters, digits and hyphens, such as prod',
    default: 'prod',
  },
} as const satisfies Readonly<Record<string, Option>>;
