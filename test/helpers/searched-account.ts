import { DeleteClusterCommand, DeleteServiceCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { createAccess } from '../../src/access/access.ts';
import { readPolicy } from '../../src/access/policy.ts';
import { describeTasks, listTasks, stopTask } from '../../src/aws/ecs/tasks.ts';
import type { AuditEntry } from '../../src/changes/audit.ts';
import { dispatch } from '../../src/commands/line/dispatch.ts';
import { Refusal } from '../../src/commands/line/problem.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { en } from '../../src/messages/en/index.ts';
import { problemView } from '../../src/views/problem.ts';
import { replyView } from '../../src/views/replies/index.ts';
import { startTestAccount } from './command-account.ts';
import { memoryAudit } from './memory-stores.ts';

const services = [
  ['shop', 'web'],
  ['shop', 'api'],
  ['shop', 'worker'],
  ['hands-on', 'hello-world'],
] as const;

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

export type SearchedAccount = Awaited<ReturnType<typeof startSearchedAccount>>;

/** An account in which a task of each service was stopped, and what is kept of that; in one of two there is no shop. */
export async function startSearchedAccount(hasShop: boolean) {
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
    await context.stoppedTasks.keep([
      { task: gone!, explanation: { code: 'failed', detail: '1', expected: false } },
    ]);
    await context.stoppedTasks.keepLogs(gone!.id, service, [{ at, message: `log of ${service}` }]);
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
  if (hasShop) settings.mutes.push({ ...set, pattern: 'shop/worker', until: at + 9e6, suppressed: 1 });
  /** A task of no service. */
  const loose = task?.taskArn?.split('/').at(-1) ?? '';
  return { ...account, running, stopped, loose, audit: memoryAudit(hasShop ? audited : audited.slice(-2)) };
}

/** From now on nothing changes in the account: what was asked of AWS before has the same answer. */
export function standStill({ context }: SearchedAccount): void {
  const clients: { send: unknown }[] = [context.ecs, context.autoscaling, context.ecr, context.logs];
  for (const client of clients) {
    const ask = (client.send as (command: object) => Promise<unknown>).bind(client);
    const answers = new Map<string, Promise<unknown>>();
    client.send = (command: { readonly input: object }) => {
      const question = `${command.constructor.name} ${JSON.stringify(command.input)}`;
      const answer = answers.get(question) ?? ask(command);
      answers.set(question, answer);
      return answer;
    };
  }
}

/** Runs lines as U0ANNA, whom the policy lets look at `on` alone. */
export function runAs(world: SearchedAccount, on: string, { who = 'U0ANNA', may = 'read' } = {}) {
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
export function everyLine({ running, stopped, loose }: SearchedAccount): string[] {
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
    .flatMap(({ name, words, flags = [] }) => {
      const rest = { scale: ' 5', mute: ' 1h' }[name] ?? '';
      const bare = words.every(({ optional }) => optional) ? [name] : [];
      const switches = flags.filter(({ value, hidden }) => value === undefined && !hidden);
      const named = words.length === 0 ? [] : targets.map((target) => `${name} ${target}${rest}`);
      return [
        ...bare,
        ...named,
        ...switches.flatMap((flag) => named.map((line) => `${line} --${flag.name}`)),
      ];
    });
}
