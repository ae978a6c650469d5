import type { Option } from './read-options.ts';

/** Where the bot is deployed: `--region`, and `--stage` when there is more than one of it. */
export const placeOptions = {
  region: {
    // Partitions have prefixes of their own: us-gov-west-1, cn-north-1, eusc-de-east-1.
    pattern: /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/,
    what: 'an AWS region, such as eu-west-1',
    required: true,
  },
  // Everything of a stage is found by the prefix `ecs-ops-bot-<stage>-`: with a hyphen, prod would also be prod-2,
  // and of a long stack name CloudFormation keeps only the beginning in the names that it makes up.
  stage: {
    pattern: /^[a-z][a-z0-9]{0,9}$/,
    what: 'up to 10 small letters and digits, such as prod',
    default: 'prod',
  },
} as const satisfies Readonly<Record<string, Option>>;
