import {
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  RunTaskCommand,
  TagResourceCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccess } from '../../../src/access/create-access.ts';
import { readPolicy } from '../../../src/access/read-policy.ts';
import { targetFilter } from '../../../src/access/target-filter.ts';
import { commands } from '../../../src/commands/commands.ts';
import { dispatch } from '../../../src/commands/dispatch.ts';
import { grantableCommands } from '../../../src/commands/grantable-commands.ts';
import { Refusal } from '../../../src/commands/refusal.ts';
import { describeServices } from '../../../src/ecs/describe-services.ts';
import { describeTasks } from '../../../src/ecs/describe-tasks.ts';
import { listTasks } from '../../../src/ecs/list-tasks.ts';
import { createLook } from '../../../src/ecs/readable/look.ts';
import { readableEcs } from '../../../src/ecs/readable/readable-ecs.ts';
import { stopTask } from '../../../src/ecs/stop-task.ts';
import type { AuditEntry } from '../../../src/store/audit-entry.ts';
import { en } from '../../../src/views/messages/en.ts';
import { problemView } from '../../../src/views/problem-view.ts';
import { replyView } from '../../../src/views/reply-view.ts';
import { memoryAudit } from './memory-audit.ts';
import { startTestAccount } from './start-test-account.ts';

const services = [
  ['shop', 'web'],
  ['shop', 'api'],
  ['shop', 'worker'],
  ['hands-on', 'hello-world'],
] as const;

/** An account in which a task of each service was stopped, and what is kept of that; in one of two there is no shop. */
async function setUp(hasShop: boolean) {
  const account = await startTestAccount();
  const { context, ecs, clock, settings } = account;
  const running: Record<string, string> = {};
  const stopped: Record<string, string> = {};
  if (!hasShop) {
    for (const [cluster, service] of services.slice(0, 3)) {
      await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    }
  }
  await clock.advance(600_000);
  if (!hasShop) await ecs.send(new DeleteClusterCommand({ cluster: 'shop' }));
  for (const [cluster, service] of hasShop ? services : services.slice(3)) {
    const ids = await listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING' });
    const tasks = await describeTasks(ecs, cluster, ids);
    running[service] = tasks.at(-1)!.id;
    stopped[service] = tasks[0]!.id;
    await stopTask(ecs, cluster, tasks[0]!.arn, 'a test');
  }
  await clock.advance(90_000);
  const at = context.now();
  for (const [cluster, service] of hasShop ? services : services.slice(3)) {
    const [gone] = await describeTasks(ecs, cluster, [stopped[service]!]);
    await context.box.keep([{ task: gone!, failed: true }]);
    await context.box.keepLogs(gone!.id, service, [{ at, message: `log of ${service}` }]);
  }
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60001'] } };
  const launch = { taskDefinition: 'shop-api', launchType: 'FARGATE', networkConfiguration } as const;
  const { tasks: [task] = [] } = hasShop
    ? await ecs.send(new RunTaskCommand({ cluster: 'shop', ...launch }))
    : {};
  const hears = ['hands-on/*', 'hands-on/hello-world', '*'];
  const set = { channel: 'C1', setBy: 'U0SETTER', setAt: 0 };
  for (const pattern of hasShop ? [...hears, 'shop/*', 'shop/api', 'shop/a*'] : hears) {
    settings.watches.push({ ...set, pattern, level: 'all' });
  }
  if (hasShop) settings.mutes.push({ ...set, pattern: 'shop/worker', until: at + 9e6, heldBack: 1 });
  /** A task of no service. */
  const loose = task?.taskArn?.split('/').at(-1) ?? '';
  return { ...account, running, stopped, loose, audit: memoryAudit(hasShop ? audited : audited.slice(-2)) };
}

let account: Awaited<ReturnType<typeof setUp>>;
let without: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
  account = await setUp(true);
  without = await setUp(false);
});
afterAll(() => Promise.all([account.close(), without.close()]));

const at = '2026-11-23T12:00:30.000Z';
const refusedTo = (userId: string, line: string, target?: string): AuditEntry => ({
  kind: 'refused',
  refused: { userId, channelId: 'C1', line, why: 'noGrant', jobId: line, at, ...(target && { target }) },
});
/** The newest first; what is of shop before the rest. */
const audited = [
  refusedTo('U0OTHER', 'scale shop/web 9', 'shop/web'),
  refusedTo('U0OTHER', 'scale shop/worker 9', 'shop/worker'),
  refusedTo('U0OTHER', 'scale worker 9'),
  refusedTo('U0OTHER', 'scale hands-on/hello-world 9', 'hands-on/hello-world'),
  refusedTo('U0ANNA', 'scale mine 9'),
];

/** Runs lines as U0ANNA, whom the policy lets look at `on` alone. */
function as(on: string | string[], { who = 'U0ANNA', may = 'read', world = account } = {}) {
  const reading = readPolicy({ reads: 'granted', grants: [{ who, may, on }] }, grantableCommands(commands));
  const access = createAccess({
    reading,
    now: world.context.now,
    directory: { person: async () => ({ standing: 'member', locale: 'en-US' }), groupsOf: async () => [] },
  });
  const caller = { teamId: 'T1', userId: 'U0ANNA', channelId: 'C1' };
  return async (line: string): Promise<string> => {
    try {
      const { outcome } = await dispatch(line, { ...world.context, audit: world.audit, access, caller });
      if (outcome.type !== 'reply') return JSON.stringify(outcome);
      return JSON.stringify(replyView(outcome.reply, en, { now: world.context.now(), shared: false }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return JSON.stringify(problemView(error.problem, en));
    }
  };
}

/** Every command with every kind of target: names, ids, starts of ids, ARNs, clusters, patterns, what does not exist. */
function lines(): string[] {
  const { running, stopped, loose } = account;
  const arn = (path: string) => `arn:aws:ecs:us-east-1:123456789012:${path}`;
  const targets = [
    ...[
      'shop',
      'hands-on',
      'hands',
      'shop/web',
      'shop/api',
      'shop/worker',
      'hands-on/hello-world',
      'hello-world',
    ],
    ...['web', 'api', 'worker', 'work', 'nothing', 'shop/nothing', 'hands-on/nothing', 'nothing/web'],
    ...['hello-wurld', 'shop/web:1.4.2', '*', 'shop/*', 'hands-on/*', 'hello*/*'],
    ...[
      arn('cluster/shop'),
      arn('cluster/hands-on'),
      arn('service/shop/api'),
      arn('service/hands-on/hello-world'),
    ],
    ...Object.values({ ...running, loose }).flatMap((id) => [
      id,
      id.slice(0, 9),
      `shop/${id}`,
      `hands-on/${id}`,
    ]),
    ...Object.values(stopped).flatMap((id) => [id, id.slice(0, 9), `shop/${id}`, arn(`task/shop/${id}`)]),
  ];
  return commands
    .filter(({ hidden }) => !hidden)
    .flatMap(({ name, words }) => {
      const rest = { scale: ' 5', mute: ' 1h' }[name] ?? '';
      const bare = words.every(({ optional }) => optional) ? [name] : [];
      const own = name === 'tasks' ? targets.map((target) => `tasks ${target} --stopped`) : [];
      const named = words.length === 0 ? [] : targets.map((target) => `${name} ${target}${rest}`);
      return [...bare, ...named, ...own];
    });
}

/** What a person who may look at one cluster alone could read of another: its names, its tasks, what is only there. */
const secretsOf = (cluster: 'shop' | 'hands-on') => {
  const { running, stopped, loose } = account;
  const names = services.filter(([of]) => of === cluster).map(([, name]) => name);
  const ids = names.flatMap((name) => [running[name]!, stopped[name]!]);
  const own = cluster === 'shop' ? ['1.4.2', '0.9.0', loose] : [];
  return [cluster, ...names, ...names.map((name) => `log of ${name}`), ...ids, ...own];
};

describe('a person who may look at one cluster', () => {
  test.each([
    ['hands-on', 'shop'],
    ['shop', 'hands-on'],
  ] as const)(
    '%s reads nothing of %s, whatever they type',
    async (own, other) => {
      const run = as(`${own}/*`);
      const all = lines().filter((line) => !line.startsWith('help'));
      expect(all.length).toBeGreaterThan(700);
      for (const line of all) {
        const names = secretsOf(other).filter((name) => !line.includes(name.slice(0, 8)));
        // What to type instead stands in every refusal of an argument.
        const answer = (await run(line)).replace(/For example: [^"]*|for example [^"]*/g, '');
        const found = names.filter((name) =>
          new RegExp(`(?<![\\w-])${name.replaceAll('.', '\\.')}`).test(answer),
        );
        expect(found, `${line}: ${answer}`).toEqual([]);
      }
    },
    120_000,
  );

  test('reads, byte for byte, what they would read if the rest did not exist', async () => {
    const run = as('hands-on/*');
    const runWithout = as('hands-on/*', { world: without });
    // Ids and the seconds that a start takes are random in each account.
    const plain = (text: string) =>
      text.replace(/[0-9a-f]{8,}|\d{9,}/g, '#').replace(/\b\d+s\b|\d\d:\d\d(?::\d\d(?:\.\d+)?)?/g, '#');
    const own = [account.running['hello-world']!, account.stopped['hello-world']!].map((id) =>
      id.slice(0, 8),
    );
    const isOwn = (line: string) => own.some((id) => line.includes(id)) || /^logs .*hello-world$/.test(line);
    const all = lines().filter((line) => !isOwn(line));
    expect(all.length).toBeGreaterThan(500);
    for (const line of all) {
      expect(plain(await run(line)), line).toBe(plain(await runWithout(line)));
    }
  }, 120_000);

  test('and reads all of its own', async () => {
    const run = as('shop/*');
    expect(await run('clusters')).toContain('shop');
    expect(await run('services')).toContain('shop/worker');
    expect(await run(`tasks ${account.running.web}`)).toContain('shop-web');
    expect(await run(`why ${account.stopped.web}`)).toContain('shop');
    expect(await run('logs shop/web')).not.toContain(':warning:');
    expect(await run('images shop/web')).toContain('1.4.2');
    expect(await run('watches')).toContain('shop/worker');
    expect(await run('watches')).toContain('*');
    expect(await run('audit')).toContain('shop/worker');
    expect(await run('audit')).toContain('scale mine 9');
    expect(await run('tasks shop')).toContain(account.loose.slice(0, 8));
  });
});

describe('a person who may look at a part of a cluster', () => {
  test('by name', async () => {
    const run = as('shop/w*');
    const names = await run('services shop');
    expect(names).toContain('shop/web');
    expect(names).toContain('shop/worker');
    expect(names).not.toContain('shop/api');
    for (const line of [
      'tasks shop',
      'tasks shop --stopped',
      'clusters',
      'watches',
      'audit',
      'why',
      'services',
      'why shop/wub',
    ]) {
      expect(await run(line), line).not.toMatch(/api|hands-on|hello/);
    }
    const whole = as('shop/*');
    expect(await whole('clusters')).toContain('3 services');
    expect(await run('clusters')).toContain('2 services');
    expect(await run(`tasks ${account.loose}`)).toContain('There is no task');
    expect(await run(`logs ${account.stopped.api}`)).toContain('There is no task');
  });

  test('by a pattern of clusters: one with nothing in it for them is not there', async () => {
    const run = as('*/hello*');
    expect(await run('clusters')).not.toContain('shop');
    expect(await run('clusters')).toContain('hands-on');
    expect(await run('service shop/web')).toContain('There is no');
    expect(await run('tasks shop')).toContain('There is no');
  });

  test('by a tag of the service, or of its cluster where it has none itself', async () => {
    const tag = (path: string, value: string) =>
      account.ecs.send(
        new TagResourceCommand({
          resourceArn: `arn:aws:ecs:us-east-1:123456789012:${path}`,
          tags: [{ key: 'team', value }],
        }),
      );
    await tag('service/shop/api', 'a');
    await tag('cluster/hands-on', 'a');
    const run = as('tag:team=a');
    const services = await run('services');
    expect(services).toContain('shop/api');
    expect(services).toContain('hands-on/hello-world');
    expect(services).not.toMatch(/shop\/w/);
    expect(await run('tasks shop')).not.toContain('shop-web');
    expect(await run(`tasks ${account.running.api}`)).toContain('shop-api');
    expect(await run('why shop/web')).toContain('There is no service');
    expect(await run('audit')).toContain('hands-on/hello-world');
    expect(await run('audit')).not.toContain('shop/worker');
    await tag('cluster/shop', 'a');
    await tag('service/shop/web', 'b');
    const wider = as('tag:team=a');
    expect(await wider('services')).toContain('shop/worker');
    expect(await wider('services')).not.toContain('shop/web');
  });
});

test('without a grant, or with a file that can’t be read, whatever looks is refused; help and whoami answer', async () => {
  const run = as('shop/*', { who: 'U0BEN', may: 'change' });
  for (const line of lines()) {
    if (/^(?:help|whoami|doctor)/.test(line) || line.includes('*')) continue;
    const answer = await run(line);
    expect(answer, line).toMatch(/no grant|Usage|does not fit|is not a|one word too many/);
    expect(answer.replace(/For example: [^"]*|for example [^"]*|Usage[^"]*/g, ''), line).not.toMatch(
      /Did you mean/,
    );
  }
  expect(await run('whoami')).toContain('Who may');
  expect(await run('help')).toContain('scale');
});

test('where everything may be looked at, nothing costs more', async () => {
  const everything = ['clusters', 'services', 'service shop/web', 'tasks shop', 'images shop/web'];
  const open = as('*');
  for (const line of everything) {
    const plain = await account.count(() => account.run(line));
    expect(await account.count(() => open(line)), line).toEqual(plain);
  }
});

test('a client for one who may not look at everything refuses what it does not know, and every change', async () => {
  const run = as('shop/*');
  expect(await run('scale shop/web 5')).toContain('"type":"change"');
  const ecs = readableEcs(account.ecs, createLook(account.ecs, targetFilter(['shop/*'])));
  await expect(stopTask(ecs, 'shop', account.running.web!, 'x')).rejects.toThrow(
    /does not know StopTaskCommand/,
  );
  await expect(ecs.send(new CreateServiceCommand({ serviceName: 'x' }))).rejects.toThrow(/does not know/);
  expect(await describeServices(ecs, 'shop', ['web'])).toHaveLength(1);
});
