import { ECSClient } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { describeServices, isExpress } from '../../../src/aws/ecs/services.ts';
import { startTestAws } from '../../helpers/local-aws.ts';
import { createTestEcs, createWeb, fargateTask, refusalOf, type TestEcs } from '../../helpers/local-ecs.ts';

const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1';
const container = { portMappings: [{ containerPort: 80 }] };

function codeDeploy(): TestEcs {
  const test = createTestEcs();
  const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 80 }];
  createWeb(test, { deploymentController: { type: 'CODE_DEPLOY' }, loadBalancers }, container);
  test.pass(300);
  return test;
}

function external(): TestEcs {
  const test = createTestEcs();
  test.call('CreateService', {
    serviceName: 'web',
    desiredCount: 2,
    deploymentController: { type: 'EXTERNAL' },
  });
  test.pass(300);
  return test;
}

const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];

describe('a service whose deployments CodeDeploy makes', () => {
  it('shows its task set, and no deployment', () => {
    const test = codeDeploy();
    const service = web(test);
    expect(service).toMatchObject({
      deploymentController: { type: 'CODE_DEPLOY' },
      deployments: [],
      currentServiceRevisions: [],
      runningCount: 2,
      taskSets: [
        {
          status: 'PRIMARY',
          scale: { value: 100, unit: 'PERCENT' },
          stabilityStatus: 'STEADY_STATE',
          computedDesiredCount: 2,
          runningCount: 2,
          loadBalancers: [{ targetGroupArn }],
        },
      ],
    });
    const { id, taskSetArn } = service.taskSets[0];
    expect(taskSetArn).toBe(`arn:aws:ecs:eu-west-1:123456789012:task-set/default/web/${id}`);
    expect(test.call('ListServiceDeployments', { service: 'web' }).serviceDeployments).toEqual([]);
  });

  it('tells EventBridge of its tasks and steady state, of no deployment', () => {
    const types = new Set(codeDeploy().events.map((event) => event['detail-type']));
    expect([...types].sort()).toEqual(['ECS Service Action', 'ECS Task State Change']);
  });

  it('is scaled like any other', () => {
    const test = codeDeploy();
    test.call('UpdateService', { service: 'web', desiredCount: 3 });
    test.pass(300);
    expect(web(test)).toMatchObject({ runningCount: 3, taskSets: [{ computedDesiredCount: 3 }] });
    expect(web(test).events[0].message).toBe('(service web) has reached a steady state.');
  });

  it.each([
    [{ taskDefinition: 'app' }, 'Unable to update task definition on services with'],
    [
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-9'] } } },
      'Unable to update network parameters on services with',
    ],
    [{ loadBalancers: [] }, 'Unable to update load balancers on services with'],
    [{ platformVersion: '1.3.0' }, 'Unable to update platform version on services with'],
    [{ forceNewDeployment: true }, 'Cannot force a new deployment on services with'],
  ])('leaves %j to CodeDeploy', (input, words) => {
    const refusal = refusalOf(codeDeploy(), 'UpdateService', { service: 'web', ...input });
    expect(refusal?.name).toBe('InvalidParameterException');
    expect(refusal?.message).toBe(
      `${words} a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.`,
    );
  });

  it('takes what starts no deployment', () => {
    const input = { healthCheckGracePeriodSeconds: 60, deploymentConfiguration: { maximumPercent: 150 } };
    expect(refusalOf(codeDeploy(), 'UpdateService', { service: 'web', ...input })).toBeUndefined();
  });
});

describe('a service of an external controller', () => {
  it('has a count and nothing that runs, as no task set can be created here', () => {
    const test = external();
    expect(web(test)).toMatchObject({ desiredCount: 2, runningCount: 0, deployments: [], taskSets: [] });
    expect(web(test).taskDefinition).toBeUndefined();
    test.call('UpdateService', { service: 'web', desiredCount: 5 });
    expect(web(test).desiredCount).toBe(5);
  });

  it.each([{ forceNewDeployment: true }, { deploymentConfiguration: { maximumPercent: 150 } }])(
    'refuses %j',
    (input) => {
      const refusal = refusalOf(external(), 'UpdateService', { service: 'web', ...input });
      expect(refusal?.message).toContain('an EXTERNAL deployment controller');
    },
  );

  it('can be deleted', () => {
    const test = external();
    test.call('DeleteService', { service: 'web', force: true });
    test.pass(10);
    expect(web(test).status).toBe('INACTIVE');
  });
});

it('a service of Express mode is told by its resource management, and listed by it', () => {
  const test = createTestEcs();
  createWeb(test);
  createWeb(test, { serviceName: 'site' });
  test.ecs.makeExpress('default', 'site');
  const list = (resourceManagementType?: string) =>
    test
      .call('ListServices', { resourceManagementType })
      .serviceArns.map((arn: string) => arn.split('/').at(-1));
  expect([list('ECS'), list('CUSTOMER'), list()]).toEqual([['site'], ['web'], ['web', 'site']]);
});

it('each reads as a value that says who manages it', async () => {
  const test = codeDeploy();
  test.call('RegisterTaskDefinition', fargateTask('site'));
  createWeb(test, { serviceName: 'site' });
  createWeb(test, { serviceName: 'plain' });
  test.call('CreateService', {
    serviceName: 'ours',
    desiredCount: 0,
    deploymentController: { type: 'EXTERNAL' },
  });
  test.ecs.makeExpress('default', 'site');
  const { aws, client } = await startTestAws([test.service]);
  const services = await describeServices(new ECSClient(client), 'default', ['web', 'site', 'plain', 'ours']);
  expect(services.map((service) => [service.name, service.deploymentController, isExpress(service)])).toEqual(
    [
      ['web', 'CODE_DEPLOY', false],
      ['site', 'ECS', true],
      ['plain', 'ECS', false],
      ['ours', 'EXTERNAL', false],
    ],
  );
  await aws.close();
});
