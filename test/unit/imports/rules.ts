import type { FileImport } from './read-imports.ts';

/** The folders of `src` from above to below: types come from the same folder or one below, never from above. */
export const layers: readonly string[] = [
  'slack',
  'task-events',
  'views',
  'front-door',
  'messages',
  'commands',
  'readable',
  'changes',
  'doctor',
  'hands-on',
  'store',
  'episodes',
  'notifications',
  'aws',
  'access',
  'redact',
];

/** Reached from anywhere: what a job is and which group of the queue it is in, one module says. */
const job = 'front-door/job.ts';

/**
 * Whose values a folder imports; itself goes without saying. Each Lambda has a row of its own. A row names a single file where the
 * rest of its folder is out of bounds.
 */
export const values: Readonly<Record<string, readonly string[]>> = {
  'functions/slack.ts': ['front-door', 'config.ts'],
  'functions/worker.ts': ['access', 'aws', 'commands', 'redact', 'slack', 'store', 'config.ts'],
  'functions/task-events.ts': ['aws', 'redact', 'slack/fetch.ts', 'store', 'task-events', 'config.ts'],

  // The front door must stay small: no Bolt, no SDK, of the words only its own.
  'front-door': ['messages/front-door.ts'],
  slack: [
    ...['access', 'aws', 'changes', 'commands', 'doctor', 'episodes', 'hands-on', 'messages'],
    ...['notifications', 'redact', 'store', 'task-events', 'views'],
  ],
  'task-events': [
    ...[job, 'access/freeze.ts', 'aws', 'episodes', 'hands-on', 'messages', 'notifications', 'redact'],
    ...['store', 'views'],
    // Without Bolt, which is in the rest of `slack`.
    ...['slack/client.ts', 'slack/post.ts'],
  ],

  // Views turn values into blocks. What they call of others only looks at values.
  views: [
    ...['messages', 'shell-word.ts', 'aws/ecs/target.ts', 'aws/ecs/services.ts'],
    ...['episodes/story.ts', 'episodes/facts.ts', 'hands-on/hands-on.ts', 'hands-on/progress.ts'],
    'changes/for-a-time.ts',
  ],
  messages: ['aws/ecs/target.ts', 'changes/change.ts'],

  // A command reads through `readable`, which shows it what its caller may see.
  commands: [
    ...['access', 'aws', 'changes', 'episodes', 'hands-on', 'notifications', 'readable', 'redact'],
    'shell-word.ts',
  ],
  readable: ['access', 'aws'],
  changes: [job, 'access/freeze.ts', 'aws', 'redact', 'store'],
  doctor: ['aws', 'redact'],
  'hands-on': ['aws', 'episodes', 'store'],
  store: ['episodes', 'aws/ecs/target.ts'],
  episodes: [],
  notifications: ['access'],
  aws: ['redact'],
  access: [],
  redact: [],
  'config.ts': [],
  'shell-word.ts': [],
};

/** Packages with a home: only these folders and files import their values, and only `types` their types (`*`: anybody). */
const homes: readonly {
  readonly packages: RegExp;
  readonly values: readonly string[];
  readonly types: readonly string[];
}[] = [
  { packages: /^@slack\/types$/, values: [], types: ['slack', 'views', 'task-events'] },
  { packages: /^@slack\//, values: ['slack'], types: ['slack'] },
  // The filter of reads answers commands of ECS and ECR in ECS's place; the doctor tries every right by its own call.
  {
    packages: /^@aws-sdk\/client-(?:ecs|ecr)$/,
    values: ['aws', 'readable', 'doctor/rights.ts'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-(?:application-auto-scaling|cloudwatch-logs)$/,
    values: ['aws', 'doctor/rights.ts'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-(?:cloudformation|scheduler)$/,
    values: ['aws'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-(?:eventbridge|lambda)$/,
    values: ['aws', 'doctor'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/(?:client-dynamodb|lib-dynamodb)$/,
    values: ['aws', 'store', 'hands-on/store.ts', 'doctor/rights.ts'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-sqs$/,
    values: ['aws', 'task-events', 'doctor', 'slack/jobs.ts'],
    types: ['*'],
  },
  {
    packages: /^@aws-sdk\/client-ssm$/,
    values: ['aws', 'doctor', 'slack/client.ts'],
    types: ['*'],
  },
];

/** The front door's bundle: every package in it would be paid for by each cold start. */
const withoutPackages = ['front-door', 'functions/slack.ts'];

/** What is wrong with an import, in a sentence; nothing if it may be. */
export function brokenRules({ file, target, typeOnly }: FileImport): string[] {
  const from = folderOf(file);
  const said = `${file} imports ${typeOnly ? 'a type' : 'a value'} from ${target}`;
  if (file.startsWith('infra/local/'))
    return target.startsWith('src/') ? [`${said}: infra/local stands alone`] : [];
  if (!file.startsWith('src/') && !file.startsWith('functions/')) return [];
  if (/^(?:infra|test)\//.test(target)) return [`${said}: src knows nothing of infra and test`];
  if (target.startsWith('functions/')) return [`${said}: nothing imports a Lambda's entry`];
  if (target.startsWith('src/')) {
    if (typeOnly) return isBelow(from, folderOf(target)) ? [] : [`${said}: that is above it`];
    return isAllowed(from, target) ? [] : [said];
  }
  if (withoutPackages.includes(from) && !typeOnly && !target.startsWith('node:')) return [said];
  const home = homes.find(({ packages }) => packages.test(target));
  if (home === undefined) return [];
  const may = typeOnly ? [...home.values, ...home.types] : home.values;
  return may.includes('*') || may.some((each) => isIn(each, file)) ? [] : [said];
}

function isAllowed(from: string, target: string): boolean {
  const allowed = values[from];
  if (allowed === undefined) return false;
  return folderOf(target) === from || allowed.some((each) => isIn(each, target));
}

/** A Lambda's entry stands above all; a single file of `src` has types of its own alone. */
function isBelow(from: string, target: string): boolean {
  if (from.startsWith('functions/') || from === target || target.endsWith('.ts')) return true;
  return layers.includes(from) && layers.indexOf(from) < layers.indexOf(target);
}

/** Whether a file is the one that is named, or in the folder that is. */
function isIn(place: string, file: string): boolean {
  const path = file.replace(/^src\//, '');
  return path === place || path.startsWith(`${place}/`);
}

/** The row of a file: `src/commands/scale.ts` → `commands`; `src/config.ts` → `config.ts`; a Lambda's is its own path. */
function folderOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second : file;
}
