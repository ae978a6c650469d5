import { toServiceDeployment } from '../../src/aws/ecs/service-deployments.ts';
import type { AuditEntry } from '../../src/changes/audit.ts';
import type { Intent } from '../../src/changes/card.ts';
import type { Reply } from '../../src/commands/registry.ts';
import { stepsOf } from '../../src/episodes/stages.ts';
import { sdkCanary } from './sample-deployments.ts';
import { sampleDeployment, sampleService, sampleTask } from './sample-ecs.ts';
import { sampleFindings } from './sample-findings.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = {
  digest: digest('b'),
  tags: ['1.4.2'],
  pushedAt: new Date('2026-11-23T07:12:00Z'),
  size: 62_100_000,
  mediaType: undefined,
  scanStatus: 'COMPLETE',
  findings: [
    { severity: 'CRITICAL', count: 1 },
    { severity: 'MEDIUM', count: 3 },
  ],
};
const stopped = sampleTask({
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  stoppingAt: new Date('2026-11-23T11:10:00Z'),
  stoppedAt: new Date('2026-11-23T11:10:30Z'),
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [
    {
      ...sampleTask().containers[0]!,
      lastStatus: 'STOPPED',
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    },
  ],
});

const decided: Intent = {
  card: {
    id: 'c'.repeat(32),
    line: 'scale shop/web 6',
    change: {
      type: 'scale',
      target: { cluster: 'shop', service: 'web' },
      before: { desiredCount: 3, runningCount: 3 },
      after: { desiredCount: 6 },
    },
    askedBy: 'U024BE7LR',
    channelId: 'C024BE7LR',
    askedAt: '2026-11-23T10:59:50.000Z',
    expiresAt: 1_795_431_590,
  },
  decision: 'make',
  decidedBy: 'U024BE7LR',
  jobId: 'job-2',
  decidedAt: '2026-11-23T11:00:00.000Z',
};

const revision = (number: number, tag: string) => ({
  arn: `arn:aws:ecs:us-east-1:123456789012:service-revision/shop/web/${number}`,
  taskDefinition: `shop-web:${number}`,
  images: [{ container: 'web', image: `public.ecr.aws/shop/web:${tag}`, digest: digest('c') }],
});
const canary = {
  deployment: toServiceDeployment(sdkCanary()),
  from: [revision(12, '1.4.2')],
  to: revision(13, '1.5.0'),
  by: { type: 'bot', userId: 'U024BE7LR', approvedBy: 'U024BE7LS' },
} as const;

/** Every kind of reply once. A new kind does not compile before it stands here. */
export const sampleReplies: { readonly [Kind in Reply['kind']]: Extract<Reply, { kind: Kind }> } = {
  help: {
    kind: 'help',
    type: 'command',
    topic: 'services',
    command: {
      name: 'scale',
      usage: 'scale <target> <n> [--move-bound]',
      examples: ['scale shop/web 4'],
      options: [{ name: 'move-bound', typed: '--move-bound' }],
    },
    others: [{ name: 'services', usage: 'services [cluster]', examples: ['services shop'], options: [] }],
  },
  clusters: {
    kind: 'clusters',
    clusters: [
      {
        arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/shop',
        name: 'shop',
        status: 'ACTIVE',
        activeServices: 3,
        runningTasks: 6,
        pendingTasks: 1,
        containerInstances: 2,
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      },
    ],
    total: 11,
    page: 1,
    pages: 2,
  },
  services: {
    kind: 'services',
    cluster: 'shop',
    clusters: ['shop'],
    rows: [{ service: sampleService(), steady: true, tags: ['1.4.2'] }],
    total: 11,
    unsteady: 0,
    page: 2,
    pages: 2,
  },
  service: {
    kind: 'service',
    service: sampleService({
      desiredCount: 4,
      deployments: [
        sampleDeployment({
          rolloutState: 'FAILED',
          rolloutStateReason: 'circuit breaker: tasks failed to start.',
        }),
        sampleDeployment({ status: 'ACTIVE' }),
      ],
    }),
    steady: false,
    images: ['123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1.4.2'],
    tasks: [sampleTask()],
    taskCount: 3,
    may: { scale: true, stopTask: true, restart: true, rollback: true, deploy: true },
  },
  deployments: {
    kind: 'deployments',
    target: 'shop/web',
    controller: 'ECS',
    count: 10,
    rows: [
      canary,
      {
        ...canary,
        deployment: toServiceDeployment({
          ...sdkCanary(),
          status: 'ROLLBACK_SUCCESSFUL',
          finishedAt: new Date('2026-11-23T11:50:00Z'),
          rollback: { reason: 'The alarm web-5xx was triggered.' },
        }),
        by: { type: 'outside' },
      },
      { ...canary, from: [], to: undefined, by: { type: 'unknown' } },
    ],
  },
  deployment: {
    kind: 'deployment',
    target: 'shop/web',
    ...canary,
    steps: stepsOf(canary.deployment),
  },
  tasks: {
    kind: 'tasks',
    scope: { cluster: 'shop' },
    stopped: true,
    tasks: [stopped, sampleTask({ lastStatus: 'PENDING', startedAt: undefined })],
    reasons: { [stopped.id]: { code: 'outOfMemory', expected: false } },
    total: 2000,
    cutOff: true,
    page: 2,
    pages: 200,
  },
  task: { kind: 'task', task: stopped, mayStop: true },
  why: {
    kind: 'why',
    scope: 'shop/web',
    found: {
      task: stopped,
      explanation: { code: 'loadBalancer', expected: false, also: 'outOfMemory' },
      logs: { container: 'web', lines: [{ at: 1_795_432_200_000, message: 'fatal: `no` database' }] },
    },
    others: [{ explanation: { code: 'unknown', expected: false, detail: 'Something new' }, count: 2 }],
  },
  logs: {
    kind: 'logs',
    task: stopped,
    container: 'web',
    lines: [{ at: 1_795_432_200_000, message: 'GET / 200 <3 ms>' }],
    kept: false,
  },
  events: {
    kind: 'events',
    target: 'shop/web',
    sinceMs: 7_200_000,
    rows: [
      {
        type: 'event',
        at: new Date('2026-11-23T11:20:00Z'),
        message: '(service web) has reached a steady state.',
      },
      {
        type: 'stop',
        at: new Date('2026-11-23T11:10:00Z'),
        taskId: stopped.id,
        explanation: { code: 'failed', expected: false, detail: '1' },
      },
    ],
    hidden: 3,
  },
  'push-commands': {
    kind: 'push-commands',
    repository: 'hello-world',
    lines: [
      'docker build -t hello-world .',
      'docker push 123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world',
    ],
  },
  'task-definition': {
    kind: 'task-definition',
    name: 'hello-world:2',
    family: 'hello-world',
    revision: 2,
    active: true,
    registeredAt: new Date('2026-11-14T09:36:00Z'),
    parts: [
      { name: 'size', value: '256/512' },
      { name: 'network', value: 'awsvpc' },
      { container: 'hello-world', name: 'image', value: 'hello-world:1' },
      { container: 'hello-world', name: 'environment', value: 'A, B' },
      { container: 'proxy', name: 'image', value: 'proxy:1' },
    ],
    diff: {
      with: 1,
      changes: [
        { name: 'size', before: '256/512', after: '512/1024' },
        { container: 'hello-world', name: 'image', before: 'hello-world:0', after: 'hello-world:1' },
        { container: 'proxy', name: 'image', after: 'proxy:1' },
        { container: 'proxy', name: 'command', before: 'sleep' },
        { container: 'hello-world', name: 'environment', valuesOf: ['A'] },
      ],
    },
  },
  images: {
    kind: 'images',
    asked: { type: 'service', name: 'shop/web' },
    count: 10,
    repositories: [
      {
        repository: 'shop/web',
        exists: true,
        total: 40,
        rows: [
          { image, services: ['shop/web'] },
          { image: { ...image, digest: digest('c'), findings: [], tags: ['a', 'b'] }, services: [] },
        ],
        deploysTo: 'shop/web',
        moved: [
          {
            target: 'shop/web',
            tag: '1.4.2',
            runs: digest('a'),
            runsPushedAt: new Date('2026-11-14T09:36:00Z'),
            now: image,
          },
        ],
      },
      { repository: 'gone', exists: false, rows: [], total: 0, moved: [] },
    ],
    elsewhere: ['public.ecr.aws/nginx/nginx:1.27'],
    namesakeRuns: ['shop/front'],
    deploysByName: true,
    search: { clusters: ['shop'], searched: 50, total: 61, unknown: ['shop/old'] },
    onlyCluster: undefined,
  },
  doctor: { kind: 'doctor', findings: sampleFindings },
  whoami: {
    kind: 'whoami',
    userId: 'U024BE7LR',
    groups: ['S024BE7LR'],
    policy: { type: 'policy', reads: 'members' },
    grants: [
      {
        grant: {
          name: 'nights',
          who: ['S024BE7LR', 'U1'],
          may: ['change'],
          on: ['shop/*', 'tag:team=a'],
          maxDesired: 12,
          minRunning: 2,
          families: ['shop-*'],
          repositories: ['shop/*'],
          approval: 'second-person',
          hours: { days: [1], from: 1320, to: 360, timeZone: 'UTC', text: 'Mon 22:00-06:00 UTC' },
        },
        by: ['S024BE7LR'],
        now: false,
      },
    ],
    askable: [],
  },
  freezes: {
    kind: 'freezes',
    freezes: [
      {
        pattern: 'shop/*',
        reason: 'we are moving the database',
        setBy: 'U024BE7LR',
        channel: 'C024BE7LR',
        since: 0,
        setAt: 0,
        until: Date.parse('2026-11-23T14:00:00Z'),
      },
      { pattern: 'shop/web', reason: '', setBy: '', channel: '', since: 0, setAt: 0 },
    ],
    mayEnd: ['shop/*'],
    hidden: 1,
  },
  watches: {
    kind: 'watches',
    channelId: 'C024BE7LR',
    watches: [
      { channel: 'C024BE7LR', pattern: 'shop/*', level: 'problems', setBy: 'U024BE7LR', setAt: 0 },
      { channel: 'C024BE7LS', pattern: 'shop/web', level: 'all', setBy: 'U024BE7LR', setAt: 0 },
    ],
    mutes: [
      {
        channel: 'C024BE7LR',
        pattern: 'shop/api',
        setBy: 'U024BE7LR',
        setAt: 0,
        suppressed: 3,
        until: Date.parse('2026-11-23T14:00:00Z'),
      },
    ],
    languages: [{ channel: 'C024BE7LR', language: 'ja', setBy: 'U024BE7LR', setAt: 0 }],
    may: { unwatch: ['shop/*'], unmute: ['shop/api'] },
    hidden: 2,
  },
  audit: {
    kind: 'audit',
    question: { sinceMs: 86_400_000, userId: 'U024BE7LR', target: 'shop/*' },
    rows: [
      { kind: 'change', intent: decided, outcome: { result: 'applied', at: '2026-11-23T11:00:02Z' } },
      { kind: 'change', intent: { ...decided, decidedBy: 'U024BE7LS' } },
      { kind: 'change', intent: { ...decided, decision: 'withdraw' } },
      {
        kind: 'change',
        intent: decided,
        outcome: { result: 'failed', reason: 'Service not found.', at: '2026-11-23T11:00:02Z' },
      },
      {
        kind: 'refused',
        refused: {
          userId: 'U024BE7LT',
          channelId: 'D024BE7LT',
          line: 'scale shop/web 9',
          target: 'shop/web',
          why: 'noGrant',
          jobId: 'job-1',
          at: '2026-11-23T10:00:00.000Z',
        },
      },
    ].map((entry) => ({ at: new Date('2026-11-23T11:00:00Z'), entry: entry as AuditEntry })),
    page: 2,
    more: true,
  },
};
