import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { awsCli, hasAwsCli } from '../../helpers/aws-cli.ts';
import { startTestAws } from '../../helpers/local-aws.ts';
import { createTestEcs, createWeb, fargateTask } from '../../helpers/local-ecs.ts';

const ports = { portMappings: [{ containerPort: 80 }] };
const loadBalancers = [
  {
    targetGroupArn: 'blue',
    containerName: 'app',
    containerPort: 80,
    advancedConfiguration: {
      alternateTargetGroupArn: 'green',
      productionListenerRule: 'rule',
      roleArn: 'arn:aws:iam::123456789012:role/infrastructure',
    },
  },
];
const strategies = ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'] as const;

/** A steady service of this strategy that pauses before its new tasks, on a clock moved by hand, behind the wire. */
async function start(strategy: string) {
  const ecs = createTestEcs();
  createWeb(ecs, { loadBalancers, deploymentConfiguration: { strategy, bakeTimeInMinutes: 1 } }, ports);
  ecs.pass(600);
  ecs.call('RegisterTaskDefinition', fargateTask('app', ports));
  const lifecycleHooks = [{ targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }];
  ecs.call('UpdateService', { service: 'web', deploymentConfiguration: { lifecycleHooks } });
  const { aws, client, region } = await startTestAws([ecs.service]);
  return { aws, region, client: new ECSClient(client), pass: ecs.pass };
}

/** A service deployment as the SDK reads it. */
async function read(client: ECSClient, arn: string) {
  const input = { serviceDeploymentArns: [arn] };
  const [one] = (await client.send(new DescribeServiceDeploymentsCommand(input))).serviceDeployments ?? [];
  return { status: one?.status, hookId: one?.lifecycleHookDetails?.[0]?.hookId ?? '' };
}

/** A deployment as the SDK begins it, 5 s later. */
async function deploy(client: ECSClient, pass: (seconds: number) => void): Promise<string> {
  const input = { service: 'web', taskDefinition: 'app:2', forceNewDeployment: true };
  await client.send(new UpdateServiceCommand(input));
  pass(5);
  const { serviceDeployments } = await client.send(new ListServiceDeploymentsCommand({ service: 'web' }));
  return serviceDeployments?.[0]?.serviceDeploymentArn ?? '';
}

describe.concurrent.each(strategies)('a %s deployment', (strategy) => {
  test('is begun, continued, waited for and stopped by the SDK', async () => {
    const { aws, client, pass } = await start(strategy);
    const wait = () => waitUntilServicesStable({ client, maxWaitTime: 20 }, { services: ['web'] });
    const serviceDeploymentArn = await deploy(client, pass);
    const { hookId } = await read(client, serviceDeploymentArn);
    await client.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId }));
    pass(6000);
    expect((await wait()).state).toBe('SUCCESS');
    expect((await read(client, serviceDeploymentArn)).status).toBe('SUCCESSFUL');
    const stopped = await deploy(client, pass);
    await client.send(
      new StopServiceDeploymentCommand({ serviceDeploymentArn: stopped, stopType: 'ROLLBACK' }),
    );
    pass(600);
    expect((await wait()).state).toBe('SUCCESS');
    expect((await read(client, stopped)).status).toBe('ROLLBACK_SUCCESSFUL');
    await aws.close();
  });

  test.runIf(hasAwsCli)(
    'and by the AWS CLI',
    async () => {
      const { aws, region, client, pass } = await start(strategy);
      const cli = awsCli(aws.url, region);
      const ecs = (action: string, ...words: string[]) => cli('ecs', action, ...words);
      await ecs('update-service', '--service', 'web', '--task-definition', 'app:2');
      pass(5);
      const { serviceDeployments } = await ecs('list-service-deployments', '--service', 'web');
      const arn: string = serviceDeployments[0].serviceDeploymentArn;
      const { hookId } = await read(client, arn);
      await ecs('continue-service-deployment', '--service-deployment-arn', arn, '--hook-id', hookId);
      pass(6000);
      await ecs('wait', 'services-stable', '--services', 'web');
      expect((await read(client, arn)).status).toBe('SUCCESSFUL');
      const stopped = await deploy(client, pass);
      await ecs('stop-service-deployment', '--service-deployment-arn', stopped, '--stop-type', 'ROLLBACK');
      pass(600);
      expect((await read(client, stopped)).status).toBe('ROLLBACK_SUCCESSFUL');
      await aws.close();
      // Five starts of Python, beside three other tests.
    },
    120_000,
  );
});
