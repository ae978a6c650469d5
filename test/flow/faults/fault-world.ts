import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  type DeploymentLifecycleHook,
  DescribeServiceDeploymentsCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type ServiceDeployment,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { auditStore } from '../../../src/changes/audit.ts';
import { loadEpisode } from '../../../src/store/episodes.ts';
import { settingsStore } from '../../../src/store/settings.ts';
import { startVirtualBot } from '../../helpers/virtual-bot.ts';
import type { Case } from './cases.ts';

type State = NonNullable<Case['sort']['service']>;

const cluster = 'hands-on';

/** Its time is over long after any case. */
const pause: DeploymentLifecycleHook = {
  targetType: 'PAUSE',
  lifecycleStages: ['POST_SCALE_UP'],
  timeoutConfiguration: { timeoutInMinutes: 20_160 },
};

/** The simulated world in which changes are made while everything around them goes wrong, and a look at what became of it. */
export async function startFaultWorld() {
  // The events function tells what it is nudged for; of ECS it hears nothing, and has nothing to do.
  const bot = await startVirtualBot({
    speed: 1000,
    // Longer than a case takes; else each case would be slower than the one before.
    stoppedTaskIsShownFor: 3 * 60_000,
    access: {
      grants: [
        { name: 'alone', who: 'everyone', may: 'change', on: `${cluster}/alone-*` },
        {
          name: 'together',
          who: 'everyone',
          may: 'change',
          on: `${cluster}/together-*`,
          approval: 'second-person',
        },
      ],
    },
  });
  const { world, ecs, autoscaling, waitFor } = bot;
  for (const rule of world.rules) rule.state = 'DISABLED';
  const document = DynamoDBDocumentClient.from(bot.dynamodb);
  const table = { client: document, name: 'ecs-ops-bot-local' };
  // Moves what version 0.1 set, once for a table: else the first recording would have these requests, and no case after it.
  await settingsStore(table).load();
  const audit = auditStore({ client: document, name: 'ecs-ops-bot-local-audit' }, 400);
  const template = await bot.service('hello-world', cluster);
  const another = await registerAnother();
  const resource = (name: string) =>
    ({
      ServiceNamespace: 'ecs',
      ResourceId: `service/${cluster}/${name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
    }) as const;

  /** The template's task definition again, as a revision of its own. */
  async function registerAnother(): Promise<string | undefined> {
    const found = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: template?.taskDefinition }),
    );
    const {
      family,
      requiresCompatibilities,
      networkMode,
      cpu,
      memory,
      executionRoleArn,
      containerDefinitions,
    } = found.taskDefinition ?? {};
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({
        ...{
          family,
          requiresCompatibilities,
          networkMode,
          cpu,
          memory,
          executionRoleArn,
          containerDefinitions,
        },
      }),
    );
    return taskDefinition?.taskDefinitionArn;
  }

  /** The newest first. */
  async function deployments(service: string): Promise<ServiceDeployment[]> {
    const { serviceDeployments: listed = [] } = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service }),
    );
    const arns = listed.map(({ serviceDeploymentArn = '' }) => serviceDeploymentArn);
    const found = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: arns }));
    return found.serviceDeployments ?? [];
  }

  /** Tasks that somebody stopped, and not their service. */
  async function stops(serviceName: string): Promise<number> {
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED' }),
    );
    if (taskArns.length === 0) return 0;
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    return tasks.filter(({ stoppedReason }) => stoppedReason?.includes('from Slack')).length;
  }

  const isDeployed = async (service: string) => (await deployments(service))[0]?.status === 'SUCCESSFUL';

  /** The states of its deployments' hooks. */
  async function hooks(service: string): Promise<(string | undefined)[]> {
    return (await deployments(service)).flatMap(({ lifecycleHookDetails = [] }) =>
      lifecycleHookDetails.map(({ status }) => status),
    );
  }

  return {
    world,
    sqs: bot.sqs,
    cluster,
    async createService(
      serviceName: string,
      maximum: number | undefined,
      { runs, state }: { readonly runs: boolean; readonly state: State | undefined },
    ) {
      await ecs.send(
        new CreateServiceCommand({
          cluster,
          serviceName,
          desiredCount: 1,
          launchType: 'FARGATE',
          taskDefinition: template?.taskDefinition,
          networkConfiguration: template?.networkConfiguration,
          ...(state === 'waits' && { deploymentConfiguration: { lifecycleHooks: [pause] } }),
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
      if (runs)
        await waitFor('a task', async () => (await bot.service(serviceName, cluster))?.runningCount === 1);
      if (state === 'deployed' || state === 'deploying') {
        await waitFor('its first deployment', async () => (await isDeployed(serviceName)) === true);
        await ecs.send(
          new UpdateServiceCommand({
            cluster,
            service: serviceName,
            taskDefinition: another,
            ...(state === 'deploying' && { deploymentConfiguration: { lifecycleHooks: [pause] } }),
          }),
        );
      }
      if (state === 'deployed') await waitFor('its second deployment', () => isDeployed(serviceName));
      if (state === 'waits' || state === 'deploying')
        await waitFor('a hook that waits', async () =>
          (await hooks(serviceName)).includes('AWAITING_ACTION'),
        );
    },
    async deleteService(service: string) {
      await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
    },
    desiredCount: async (name: string) => (await bot.desiredCount(name, cluster)) ?? 0,
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
    /** Tasks that somebody stopped, and not their service; deployments that were begun after its own, or stopped; and hooks that were answered. */
    async others(service: string, state: State | undefined) {
      const found = await deployments(service);
      const own = state === 'deployed' || state === 'deploying' ? 2 : 1;
      const stopped = found.filter(({ status }) => status?.startsWith('ROLLBACK_')).length;
      const answered = (await hooks(service)).filter((state) => state !== 'AWAITING_ACTION').length;
      return (await stops(service)) + Math.max(0, found.length - own) + stopped + answered;
    },
    /** What the message of the last change says of its outcome: the events function edits it in its channel's turn. */
    async toldOutcome(service: string) {
      return (await loadEpisode(table, { cluster, service }))?.episode.outcome?.result;
    },
    async entries(name: string) {
      const target = `${cluster}/${name}`;
      const { entries } = await audit.entries({ since: 0, until: Date.now() + 60_000, target, most: 20 });
      return entries;
    },
    letPass: bot.letPass,
    close: bot.close,
  };
}

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>;
