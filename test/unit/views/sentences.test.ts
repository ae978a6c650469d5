import { describe, expect, test } from 'vitest';
import type { Service } from '../../../src/aws/ecs/services.ts';
import type { Task } from '../../../src/aws/ecs/tasks.ts';
import type { Reply } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { sampleDeployment, sampleService, sampleTask } from '../../helpers/sample-ecs.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const view = (reply: Reply) => replyView(reply, en, { now, shared: false });
/** What a person reads, with times as a client in UTC without Slack's words shows them. */
const read = (reply: Reply) => view(reply).text.replace(/<!date[^|]*\|([^>]*)>/g, '$1');
const buttons = (reply: Reply) =>
  [...JSON.stringify(view(reply).blocks).matchAll(/"plain_text","text":"([^"]*)","emoji"/g)].map(
    ([, label]) => label,
  );

describe('a row of services', () => {
  const row = (values: Partial<Service>, steady: boolean) =>
    read({ ...sampleReplies.services, rows: [{ service: sampleService(values), steady, tags: ['1.4.2'] }] });

  test('that lacks tasks though its rollout is over is not called steady', () => {
    const lacking = row({ runningCount: 1, pendingCount: 2 }, false);
    expect(lacking).toContain(':large_yellow_circle: *web*  1/3 running, 2 pending\n');
  });

  test('in a rollout says so', () => {
    const deployments = [sampleDeployment({ rolloutState: 'IN_PROGRESS' })];
    expect(row({ deployments }, false)).toContain('*web*  3/3 running  ·  deployment in progress\n');
  });
});

describe('a task', () => {
  const row = (task: Partial<Task>) =>
    read({ ...sampleReplies.tasks, tasks: [sampleTask(task)] }).split('\n')[1];
  const stop = { desiredStatus: 'STOPPED', stoppingAt: new Date('2026-11-23T11:59:00Z') };
  test.each([
    ['runs', {}, ':large_green_circle: `3f2a91bc`  *web*  RUNNING  ·  healthy  ·  for 1h  ·  us-east-1a'],
    [
      'is unhealthy',
      { health: 'UNHEALTHY' },
      ':red_circle: `3f2a91bc`  *web*  RUNNING  ·  *unhealthy*  ·  for 1h  ·  us-east-1a',
    ],
    [
      'starts',
      { lastStatus: 'PENDING', health: 'UNKNOWN', startedAt: undefined, zone: undefined },
      ':large_yellow_circle: `3f2a91bc`  *web*  PENDING  ·  starting for 1h',
    ],
    [
      'was told to stop',
      stop,
      ':large_yellow_circle: `3f2a91bc`  *web*  STOPPING  ·  healthy  ·  stopping for 1m  ·  us-east-1a',
    ],
    [
      'has stopped',
      {
        ...stop,
        lastStatus: 'STOPPED',
        stoppedAt: new Date('2026-11-23T11:59:30Z'),
        stopCode: 'UserInitiated',
      },
      ':white_circle: `3f2a91bc`  *web*  STOPPED 2026-11-23 11:59 UTC  ·  ran for 59m  ·  us-east-1a',
    ],
    [
      'never ran',
      { ...stop, lastStatus: 'STOPPED', startedAt: undefined, stopCode: 'TaskFailedToStart' },
      ':red_circle: `3f2a91bc`  *web*  STOPPED  ·  never ran  ·  us-east-1a',
    ],
  ])('that %s', (_, task, expected) => {
    expect(row(task)).toBe(expected);
  });

  test('tells why it stopped', () => {
    expect(read(sampleReplies.tasks)).toContain(
      '`EssentialContainerExited`  Essential container in task exited\n`web` exit code *137* (OutOfMemoryError: Container killed due to memory usage)',
    );
  });

  test('that was started by RunTask and ended with 0 has not failed', () => {
    const container = { ...sampleTask().containers[0]!, exitCode: 0 };
    const ended = {
      ...stop,
      lastStatus: 'STOPPED',
      service: undefined,
      stopCode: 'EssentialContainerExited',
    };
    expect(row({ ...ended, containers: [container] })).toMatch(/^:white_circle:/);
    expect(row({ ...ended, containers: [{ ...container, exitCode: 1 }] })).toMatch(/^:red_circle:/);
  });
});

describe('a service', () => {
  const reply = (service: Partial<Service>, steady = true): Reply => ({
    ...sampleReplies.service,
    service: sampleService(service),
    steady,
  });

  test('on one screen', () => {
    expect(read(reply({}))).toBe(
      [
        'shop/web: :large_green_circle: *3/3 running*  ·  steady',
        'Task definition: `shop-web:12`',
        'Image: `shop/web:1.4.2`',
        'Launch type: FARGATE',
        'Load balancer: `shop-web` → `web:8080`',
        'Deployment settings: 100–200 % of the desired count, circuit breaker on, with rollback',
        'Created: 2026-11-01 10:00 UTC',
        '*Deployments*',
        'PRIMARY  `shop-web:12`  ·  completed  ·  3/3 running  ·  since 2026-11-23 10:59 UTC',
        '*Tasks*',
        ':large_green_circle: `3f2a91bc`  RUNNING  ·  healthy  ·  for 1h  ·  us-east-1a',
        '1 of 3 tasks, most urgent first. All of them: `/ecs tasks shop/web`',
        '*Last events*',
        '2026-11-23 11:01 UTC  has reached a steady state.',
        '2026-11-23 11:00 UTC  registered 1 targets in (target-group shop-web)',
        '2026-11-23 11:00 UTC  has started 1 tasks: (task 3f2a91bc).',
      ].join('\n'),
    );
  });

  test('in a rollout that fails tells ECS’s reason', () => {
    const failed = sampleDeployment({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      runningCount: 0,
      failedTasks: 3,
    });
    const text = read(reply({ deployments: [failed] }, false));
    expect(text).toContain(':red_circle:');
    expect(text).toContain('*failed*  ·  0/3 running, 3 failed to start');
    expect(text).toContain('> ECS deployment circuit breaker: tasks failed to start.');
  });

  test.each([
    [
      'running',
      {},
      [
        'Scale +1',
        'Scale −1',
        'Stop a task',
        'Restart',
        'Roll back',
        'Tasks',
        'Stopped tasks',
        'Deployments',
        'Deploy an image',
        'All services',
        'Refresh',
      ],
    ],
    [
      'scaled to none',
      { desiredCount: 0, runningCount: 0 },
      [
        'Scale +1',
        'Roll back',
        'Tasks',
        'Stopped tasks',
        'Deployments',
        'Deploy an image',
        'All services',
        'Refresh',
      ],
    ],
    [
      'DAEMON',
      { schedulingStrategy: 'DAEMON' },
      [
        'Stop a task',
        'Restart',
        'Roll back',
        'Tasks',
        'Stopped tasks',
        'Deployments',
        'Deploy an image',
        'All services',
        'Refresh',
      ],
    ],
    [
      'DRAINING',
      { status: 'DRAINING', runningCount: 0 },
      ['Tasks', 'Stopped tasks', 'Deployments', 'Images', 'All services', 'Refresh'],
    ],
  ] as const)('%s has buttons for what can be done', (_, service, expected) => {
    expect(buttons(reply(service))).toEqual(expected);
  });
});

describe('images', () => {
  test('warns of a tag that has moved, and says what was not searched', () => {
    const text = read(sampleReplies.images);
    expect(text).toContain(
      ':warning: `shop/web` does *not* run what the tag `1.4.2` points to now.\nIt runs `sha256:aaaaaaaaaaaa`,',
    );
    expect(text).toContain(
      '*`1.4.2`*  ·  :large_green_circle: runs in `shop/web`  ·  :warning: older push runs in `shop/web`',
    );
    expect(text).toContain('62.1 MB  ·  `sha256:bbbbbbbbbbbb`  ·  scan: *1 critical*, 3 medium');
    expect(text).toContain('the newest 2 of 40 tagged images');
    expect(text).toContain('The repository `gone` does not exist any more.');
    expect(text).toContain('From another registry, not looked up: `public.ecr.aws/nginx/nginx:1.27`');
    expect(text).toContain(
      'Searched only 50 of the 61 services of `shop`; the others may run these images too.',
    );
    expect(text).toContain('Other clusters were not searched. The images of `shop/old` are unknown');
  });

  test('of a tag that is gone, and an image that is', () => {
    const [repository] = sampleReplies.images.repositories;
    const moved = [{ ...repository!.moved[0]!, now: undefined, runsPushedAt: undefined }];
    const text = read({ ...sampleReplies.images, repositories: [{ ...repository!, moved }] });
    expect(text).toContain('which is no longer in the repository.\nNo image has the tag `1.4.2` any more');
  });
});

test('clusters', () => {
  expect(read(sampleReplies.clusters)).toBe(
    'Clusters: 11 clusters\n:large_green_circle: *shop*  ACTIVE  ·  3 services  ·  6 tasks running, 1 pending\nFARGATE, FARGATE_SPOT  ·  2 container instances',
  );
  expect(buttons(sampleReplies.clusters)).toEqual(['Services', 'Next', 'Refresh']);
});

test('pages have buttons to their neighbours', () => {
  expect(buttons(sampleReplies.tasks)).toEqual([
    'Open',
    'Open',
    'Previous',
    'Next',
    'Running tasks',
    'Services',
    'Refresh',
  ]);
});
