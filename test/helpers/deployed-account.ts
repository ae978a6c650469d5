/** What an AWS account holds of the deployed bot, as far as the scripts ask; a test takes parts away. */
export interface Account {
  stack: string | undefined;
  functions: Record<string, { state: string; environment: Record<string, string> }>;
  mappings: Record<string, string>;
  /** Messages waiting, by the queue's name. */
  queues: Record<string, number>;
  /** Their state. */
  tables: Record<string, string>;
  /** What else DescribeTable says of one. */
  shapes?: Record<string, object>;
  /** Tables that are resources of the stack. */
  owned: string[];
  /** How many functions may run at the same time. */
  concurrency: number;
  rules: Record<string, string>;
  alarms: Record<string, string>;
  parameters: Record<string, { type: string; value: string }>;
  logGroups: string[];
  schedules: string[];
  roles: string[];
  apis: string[];
  buckets: string[];
  /** What POST /slack answers without a signature. */
  frontDoor: number;
  /** Objects of the deployment bucket, by their keys. */
  objects: Record<string, Buffer>;
  /** Outputs of the hands-on's stack; absent where there is none. */
  handsOn?: Readonly<Record<string, string>>;
  /** Operations that answer AccessDenied. */
  denied: string[];
}

/** A bot that is well, at stage prod. */
export function wellAccount(): Account {
  const name = 'ecs-ops-bot-prod';
  return {
    stack: 'UPDATE_COMPLETE',
    functions: {
      [`${name}-slack`]: { state: 'Active', environment: { SLACK_TEAM_ID: 'T0123ABCD' } },
      [`${name}-worker`]: {
        state: 'Active',
        environment: {
          DEFAULT_CHANNEL: 'C0123ABCD',
          MAX_DESIRED_COUNT: '20',
          LOGS: 'off',
        },
      },
    },
    mappings: { 'uuid-1': 'Enabled' },
    queues: { [`${name}-events`]: 3, [`${name}-events-dead`]: 0 },
    tables: { [name]: 'ACTIVE', [`${name}-audit`]: 'ACTIVE' },
    owned: [name, `${name}-audit`],
    concurrency: 1000,
    rules: { [`${name}-ecs`]: 'ENABLED' },
    alarms: { [`${name}-events-age`]: 'OK' },
    parameters: {
      '/ecs-ops-bot/prod/slack-signing-secret': { type: 'SecureString', value: 'not-to-be-read' },
      '/ecs-ops-bot/prod/slack-bot-token': { type: 'SecureString', value: 'not-to-be-read' },
    },
    logGroups: [`/aws/lambda/${name}-slack`],
    schedules: [`${name}-return-1`],
    roles: [`${name}-SlackRole-1A2B3C`],
    apis: ['prod-ecs-ops-bot'],
    buckets: [`${name}-serverlessdeploymentbucket-1a2b3c`],
    frontDoor: 401,
    objects: {},
    denied: [],
  };
}

/** What another stage and other software keep beside it; no script may touch or report it. */
export function othersIn(account: Account): Account {
  account.functions['ecs-ops-bot-production-slack'] = { state: 'Active', environment: {} };
  account.logGroups.push('/aws/lambda/ecs-ops-bot-production-slack');
  account.schedules.push('ecs-ops-bot-production-return-1');
  account.roles.push('ecs-ops-bot-production-SlackRole-4D5E6F');
  account.buckets.push('shop-assets');
  account.apis.push('shop');
  account.parameters['/ecs-ops-bot/production/slack-bot-token'] = { type: 'SecureString', value: 'x' };
  return account;
}

/** What `osls remove` leaves: everything of the stack is gone, the rest is not. */
export function withoutStack(account: Account): Account {
  return Object.assign(account, {
    stack: undefined,
    functions: {},
    mappings: {},
    queues: {},
    // DeletionPolicy: Retain.
    tables: Object.fromEntries(Object.entries(account.tables).filter(([name]) => name.endsWith('-audit'))),
    owned: [],
    rules: {},
    alarms: {},
    roles: [],
    apis: [],
    buckets: [],
  });
}
