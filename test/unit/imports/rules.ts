/**
 * Which way imports point. A folder of `src` imports values from itself and from what stands in its row; types from
 * anywhere in `src`; each Lambda has a row of its own. A row may name a single file where the rest of its folder is out of bounds.
 */
export const folders: Readonly<Record<string, readonly string[]>> = {
  'functions/slack.ts': ['front-door', 'config.ts'],
  'functions/worker.ts': [
    ...[
      'access',
      'slack',
      'commands/commands.ts',
      'commands/grantable-commands.ts',
      'commands/present-commands.ts',
      'changes',
      'doctor',
      'store',
      'views',
      'config.ts',
    ],
    ...['task-events/queue-mute-end.ts', 'task-events/queue-notice.ts', 'redact'],
    'watches/deployed-language.ts',
  ],
  'functions/task-events.ts': [
    ...['slack', 'task-events', 'ecs', 'store', 'views', 'config.ts'],
    ...['redact', 'watches/deployed-language.ts'],
  ],

  // The front door must stay small: no Bolt, no SDK, of the words only its own.
  'front-door': ['views/messages/front-door.ts'],
  slack: [
    'access',
    'lesson',
    'commands',
    'changes',
    'task-events',
    'episodes',
    'store',
    'views',
    'ecs',
    'logs',
    'redact',
  ],
  'task-events': [
    'front-door/job-group.ts',
    'ecs',
    'episodes',
    'lesson',
    'logs',
    'redact',
    'store',
    'views',
    'watches',
  ],
  doctor: ['autoscaling', 'ecs', 'ecr', 'logs', 'redact', 'store'],
  commands: [
    'lesson/read-step.ts',
    'shell-word.ts',
    'changes',
    'access',
    'autoscaling',
    'ecs',
    'ecr',
    'episodes',
    'logs',
    'redact',
    'store',
    'watches',
  ],
  // Which group of the commands queue a job is in, one module says.
  changes: [
    'front-door/job-group.ts',
    'access',
    'autoscaling',
    'scheduler',
    'ecs',
    'ecr',
    'episodes',
    'logs',
    'redact',
    'store',
  ],

  // The lesson: facts read, and what they come to.
  lesson: ['ecs', 'ecr', 'cloudformation', 'episodes'],
  cloudformation: [],

  // Views turn values into blocks. What they call of others only looks at values.
  views: [
    ...['ecs/target-name.ts', 'ecs/managed-elsewhere.ts', 'shell-word.ts'],
    'changes/for-a-time.ts',
    ...['episodes/tell-episode.ts', 'episodes/is-ended.ts'],
    ...['lesson/current-step.ts', 'lesson/step-id.ts'],
    ...['lesson/is-network-up.ts', 'lesson/left-over.ts', 'lesson/own-things.ts', 'lesson/scaled-out-to.ts'],
  ],

  store: ['episodes', 'ecs/target-name.ts', 'ecs/target.ts'],
  episodes: [],
  access: ['watches/matches-pattern.ts'],
  watches: [],
  redact: [],
  logs: ['redact'],
  ecr: [],
  ecs: ['redact'],
  autoscaling: [],
  scheduler: [],
  'config.ts': [],
  'shell-word.ts': [],
};

/** Packages with one home: only these folders import them. `types` may import types and no values. */
export const homes: readonly {
  readonly packages: RegExp;
  readonly values: readonly string[];
  readonly types: readonly string[];
}[] = [
  { packages: /^@slack\/types$/, values: [], types: ['slack', 'views', 'task-events'] },
  { packages: /^@slack\//, values: ['slack'], types: ['slack', 'functions/worker.ts'] },
  {
    packages: /^@aws-sdk\/client-ecs$/,
    values: ['ecs', 'functions/worker.ts', 'functions/task-events.ts'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-cloudwatch-logs$/,
    values: ['logs', 'functions/worker.ts', 'functions/task-events.ts'],
    types: ['*'],
  },
  { packages: /^@aws-sdk\/client-ecr$/, values: ['ecr', 'functions/worker.ts'], types: ['*'] },
  {
    packages: /^@aws-sdk\/client-application-auto-scaling$/,
    values: ['autoscaling', 'functions/worker.ts'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-cloudformation$/,
    values: ['cloudformation', 'functions/worker.ts'],
    types: ['*'],
  },
  { packages: /^@aws-sdk\/client-scheduler$/, values: ['scheduler', 'functions/worker.ts'], types: ['*'] },
  {
    packages: /^@aws-sdk\/(?:client-dynamodb|lib-dynamodb)$/,
    values: ['store', 'functions/worker.ts', 'functions/task-events.ts'],
    types: ['*'],
  },
];

/** The front door's bundle: every package in it would be paid for by each cold start. */
export const withoutPackages = ['front-door', 'functions/slack.ts'];
