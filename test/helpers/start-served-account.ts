import { DescribeServicesCommand, DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { createAccount } from '../../infra/local/account.ts';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { realClock } from '../../infra/local/clock.ts';
import { startContainers } from '../../infra/local/containers/processes.ts';
import type { TaskSnapshot } from '../../infra/local/ecs/snapshot.ts';
import { startLoadBalancer } from '../../infra/local/load-balancer/load-balancer.ts';

/** The seeded account behind a real client, its tasks of `hello-world` as processes behind the load balancer. */
export async function startServedAccount({ speed }: { readonly speed: number }) {
  const place = { accountId: '123456789012', region: 'us-east-1', clock: realClock };
  const runtime = await startContainers({ speed });
  const targetGroups = await startLoadBalancer({ port: 0, clock: realClock, speed });
  const account = createAccount({ ...place, speed, onEvent: () => {}, runtime, targetGroups });
  const aws = await startAws({ port: 0, ...place, services: account.services });
  const ecs = new ECSClient({
    endpoint: aws.url,
    region: place.region,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
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
