import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startWorld, type World } from '../../../infra/local/world.ts';
import { auditStore } from '../../../src/changes/audit.ts';
import { loadEpisode } from '../../../src/store/episodes.ts';
import { startSlackSink } from '../../helpers/slack-sink.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const cluster = 'hands-on';

/** The local world in which changes are made while everything around them goes wrong, and a look at what became of it. */
export async function startFaultWorld() {
  // The events function tells what it is nudged for; of ECS it hears nothing, and has nothing to do.
  const sink = await startSlackSink();
  const world = await startWorld({
    speed: 1000,
    params: { 'slack-api-url': sink.apiUrl },
    access: {
      grants: [
        { name: 'alone', who: 'everyone', may: 'change', on: `${cluster}/alone-*` },
        {
          ...{ name: 'together', who: 'everyone', may: 'change', on: `${cluster}/together-*` },
          approval: 'second-person',
        },
      ],
    },
  });
  for (const rule of world.rules) rule.state = 'DISABLED';
  const client = {
    endpoint: world.aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ecs = new ECSClient(client);
  const autoscaling = new ApplicationAutoScalingClient(client);
  const document = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const audit = auditStore({ client: document, name: 'ecs-ops-bot-local-audit' }, 400);
  const describe = async (name: string) => {
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    return services[0];
  };
  const template = await describe('hello-world');
  const resource = (name: string) =>
    ({
      ServiceNamespace: 'ecs',
      ResourceId: `service/${cluster}/${name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
    }) as const;

  return {
    world,
    sqs: new SQSClient(client),
    cluster,
    async createService(serviceName: string, maximum: number | undefined, runs: boolean) {
      await ecs.send(
        new CreateServiceCommand({
          ...{ cluster, serviceName, desiredCount: 1, launchType: 'FARGATE' },
          taskDefinition: template?.taskDefinition,
          networkConfiguration: template?.networkConfiguration,
        }),
      );
      if (maximum !== undefined) {
        await autoscaling.send(
          new RegisterScalableTargetCommand({
            ...resource(serviceName),
            MinCapacity: 1,
            MaxCapacity: maximum,
          }),
        );
      }
      if (runs) await waitFor('a task', async () => (await describe(serviceName))?.runningCount === 1);
    },
    async deleteService(service: string) {
      await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    },
    desiredCount: async (name: string) => (await describe(name))?.desiredCount ?? 0,
    async maximum(name: string) {
      const { ResourceId, ...rest } = resource(name);
      const { ScalableTargets = [] } = await autoscaling.send(
        new DescribeScalableTargetsCommand({
          ServiceNamespace: rest.ServiceNamespace,
          ResourceIds: [ResourceId],
        }),
      );
      return ScalableTargets[0]?.MaxCapacity;
    },
    /** Tasks that somebody stopped, and not their service. */
    async stops(serviceName: string) {
      const { taskArns = [] } = await ecs.send(
        new ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED' }),
      );
      if (taskArns.length === 0) return 0;
      const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
      return tasks.filter(({ stoppedReason }) => stoppedReason?.includes('from Slack')).length;
    },
    /** What the message of the last change says of its outcome: the events function edits it in its channel's turn. */
    async toldOutcome(service: string) {
      const table = { client: document, name: 'ecs-ops-bot-local' };
      return (await loadEpisode(table, { cluster, service }))?.episode.outcome?.result;
    },
    async entries(name: string) {
      const target = `${cluster}/${name}`;
      const { entries } = await audit.entries({ since: 0, until: Date.now() + 60_000, target, most: 20 });
      return entries;
    },
    async close() {
      await world.close();
      sink.close();
    },
  };
}

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>;
export type { World };
