import { Agent, request } from 'node:http';
import { DescribeServicesCommand, DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { createAccount } from '../../infra/local/account.ts';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { realClock } from '../../infra/local/clock.ts';
import { startContainers } from '../../infra/local/containers/processes.ts';
import type { TaskSnapshot } from '../../infra/local/ecs/snapshot.ts';
import { startLoadBalancer } from '../../infra/local/load-balancer/load-balancer.ts';
import { clientOf } from './sdk.ts';

/** The seeded account behind a real client, its tasks of `hello-world` as processes behind the load balancer. */
export async function startServedAccount({ speed }: { readonly speed: number }) {
  const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };
  const runtime = await startContainers({ speed });
  const targetGroups = await startLoadBalancer({ port: 0, clock: realClock, speed });
  const account = createAccount({ ...place, speed, onEvent: () => {}, runtime, targetGroups });
  const aws = await startAws({ port: 0, ...place, services: account.services });
  const ecs = new ECSClient(clientOf(aws.url, place.region));
  return {
    url: targetGroups.url,
    /** The local ECS itself, as the page sees it. */
    local: account.ecs,
    ecs,
    stopped: (taskArn = '') => ecs.send(new DescribeTasksCommand({ cluster: 'hands-on', tasks: [taskArn] })),
    /** The service's events, the newest first. */
    async messages(): Promise<readonly string[]> {
      const { services } = await ecs.send(
        new DescribeServicesCommand({ cluster: 'hands-on', services: ['hello-world'] }),
      );
      return (services?.[0]?.events ?? []).map(({ message = '' }) => message);
    },
    /** Tasks of hands-on/hello-world that are not STOPPED. */
    tasks(): readonly TaskSnapshot[] {
      const cluster = account.ecs.snapshot().clusters.find(({ name }) => name === 'hands-on');
      const service = cluster?.services.find(({ name }) => name === 'hello-world');
      return (service?.tasks ?? []).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
    },
    async close() {
      await aws.close();
      account.ecs.close();
      await targetGroups.close();
      await runtime.close();
    },
  };
}

/** What a client got, by HTTP status, or by the error's code where there was no answer. */
export type Answers = Readonly<Record<string, number>>;

/** A client that asks so often a second, over connections that it keeps, whatever comes back. `stop` answers what came. */
export function askSteadily(url: string, perSecond: number) {
  const agent = new Agent({ keepAlive: true });
  const answers: Record<string, number> = {};
  const open = new Set<Promise<void>>();
  const start = Date.now();
  let asked = 0;

  function ask(): Promise<void> {
    return new Promise((resolve) => {
      const note = (what: string) => {
        answers[what] = (answers[what] ?? 0) + 1;
        resolve();
      };
      request(url, { agent }, (answer) => {
        answer.resume();
        answer.on('error', () => note('half'));
        answer.on('end', () => note(String(answer.statusCode)));
      })
        .on('error', (error: NodeJS.ErrnoException) => note(error.code ?? error.message))
        .end();
    });
  }

  // A busy machine makes timers late; what was missed is asked then, so that the number a second holds.
  const timer = setInterval(() => {
    for (const due = ((Date.now() - start) * perSecond) / 1000; asked < due; asked += 1) {
      const one = ask().finally(() => open.delete(one));
      open.add(one);
    }
  }, 1000 / perSecond);

  return {
    answers: answers as Answers,
    async stop(): Promise<{ readonly answers: Answers; readonly seconds: number }> {
      clearInterval(timer);
      await Promise.all(open);
      agent.destroy();
      return { answers, seconds: (Date.now() - start) / 1000 };
    },
  };
}

/** Whether a process of that id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
