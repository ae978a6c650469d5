import { describe, expect, it } from 'vitest';
import {
  type BadInput,
  balancedWorld,
  createTestEcs,
  fargateTask,
  loadBalancers,
  many,
  onFargate,
  type Refusal,
  refusalOf,
  refusalWorld,
  vpc,
} from '../../helpers/local-ecs.ts';

const ready = refusalWorld();
const balanced = balancedWorld();
const service = (of: Record<string, unknown>) => ({
  serviceName: 'other',
  taskDefinition: 'app',
  desiredCount: 1,
  ...onFargate,
  ...of,
});
const refusals: Refusal[] = [
  [
    'CreateService',
    service({ serviceName: 'web' }),
    'InvalidParameterException',
    'Creation of service was not idempotent.',
  ],
  ['CreateService', service({ serviceName: '' }), 'InvalidParameterException', /^Service name can have/],
  ['CreateService', service({ serviceName: 'a b' }), 'InvalidParameterException', /^Service name can have/],
  [
    'CreateService',
    service({ serviceName: 'x'.repeat(256) }),
    'InvalidParameterException',
    /^Service name can have up to 255 letters/,
  ],
  ['CreateService', service({ taskDefinition: 'nope' }), 'ClientException', 'TaskDefinition not found.'],
  ['CreateService', service({ taskDefinition: 'old:1' }), 'ClientException', 'TaskDefinition is inactive'],
  [
    'CreateService',
    service({ desiredCount: undefined }),
    'InvalidParameterException',
    'DesiredCount is missing',
  ],
  [
    'CreateService',
    service({ desiredCount: -1 }),
    'InvalidParameterException',
    'DesiredCount can not be lesser than 0',
  ],
  [
    'CreateService',
    service({ networkConfiguration: undefined }),
    'InvalidParameterException',
    /^Network Configuration must be provided/,
  ],
  [
    'CreateService',
    service({ taskDefinition: 'on-ec2', networkConfiguration: undefined }),
    'ClientException',
    'Task definition does not support launch_type FARGATE.',
  ],
  [
    'CreateService',
    service({ schedulingStrategy: 'DAEMON' }),
    'InvalidParameterException',
    /daemon .* desired count/,
  ],
  [
    'CreateService',
    service({ schedulingStrategy: 'DAEMON', desiredCount: undefined }),
    'InvalidParameterException',
    /daemon .* FARGATE/,
  ],
  [
    'CreateService',
    service({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] }),
    'InvalidParameterException',
    /both a launch type and capacity provider/,
  ],
  [
    'CreateService',
    service({ deploymentController: { type: 'CODE_DEPLOY' } }),
    'InvalidParameterException',
    /target group/,
  ],
  [
    'CreateService',
    service({ deploymentController: { type: 'EXTERNAL' } }),
    'InvalidParameterException',
    /task definition belongs to the task set/,
  ],
  [
    'CreateService',
    service({ deploymentController: { type: 'CODEDEPLOY' } }),
    'InvalidParameterException',
    /Deployment controller should be one of/,
  ],
  [
    'CreateService',
    service({
      deploymentController: { type: 'CODE_DEPLOY' },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    }),
    'InvalidParameterException',
    /circuit breaker needs the ECS/,
  ],
  [
    'CreateService',
    service({ deploymentConfiguration: { maximumPercent: 100 } }),
    'InvalidParameterException',
    /cannot be 100/,
  ],
  [
    'CreateService',
    service({ loadBalancers: [{ targetGroupArn: 'x', containerName: 'nope', containerPort: 80 }] }),
    'InvalidParameterException',
    'The container nope does not exist in the task definition.',
  ],
  [
    'CreateService',
    service({ loadBalancers: [{ targetGroupArn: 'x', containerName: 'app', containerPort: 80 }] }),
    'InvalidParameterException',
    'The container app did not have a container port 80 defined.',
  ],
  [
    'CreateService',
    service({ healthCheckGracePeriodSeconds: 9 }),
    'InvalidParameterException',
    /^Health check grace period is only valid/,
  ],
  [
    'CreateService',
    service({ deploymentConfiguration: { strategy: 'CANARY' } }),
    'InvalidParameterException',
    /CANARY/,
  ],
];

describe('refused as ECS refuses it: changes of services', () => {
  it.each(refusals)('%s %j', (action, input, name, message) => {
    const refusal = refusalOf(ready, action, input);
    expect(refusal?.name).toBe(name);
    expect(refusal?.message).toMatch(message);
  });

  it('but not a service name of 255 characters', () => {
    const serviceName = 'Az0_-'.repeat(51);
    expect(refusalWorld().call('CreateService', service({ serviceName })).service).toMatchObject({
      serviceName,
      status: 'ACTIVE',
    });
  });
});

/** What goes into CreateService of a Fargate service that is right but for it. */
const services: BadInput[] = [
  [{ propagateTags: 'FOO' }, 'propagateTags should be one of [NONE,SERVICE,TASK_DEFINITION]'],
  [{ launchType: 'MOON' }, /^launch type should be one of \[/],
  [{ launchType: 'EXTERNAL' }, /not support launch_type EXTERNAL\.$/, 'ClientException'],
  [{ launchType: 'MANAGED_INSTANCES' }, /launch_type MANAGED_INSTANCES\.$/, 'ClientException'],
  [{ schedulingStrategy: 'RANDOM' }, /^schedulingStrategy should be one of/],
  [{ availabilityZoneRebalancing: 'ON' }, /^availabilityZoneRebalancing should be one of/],
  [{ deploymentController: {} }, /can not be blank/],
  [{ deploymentConfiguration: { strategy: 'HOPE' } }, /^strategy should be one of/],
  [{ networkConfiguration: vpc({ assignPublicIp: 'MAYBE' }) }, /^assignPublicIp should be one of/],
  [{ networkConfiguration: vpc({ securityGroups: many(6) }) }, 'securityGroups can have at most 5 items.'],
  [{ networkConfiguration: vpc({ subnets: many(17) }) }, 'subnets can have at most 16 items.'],
  [{ networkConfiguration: vpc({ subnets: [] }) }, 'subnets can not be empty.'],
  [{ platformVersion: '9.9.9' }, 'The specified platform does not exist.', 'PlatformUnknownException'],
  [{ platformVersion: 'latest' }, /does not exist/, 'PlatformUnknownException'],
  [{ clientToken: 'x'.repeat(37) }, 'clientToken can have at most 36 characters.'],
  [{ clientToken: 'with blank' }, 'clientToken contains invalid characters.'],
  [{ desiredCount: 2 ** 31 }, /out of range of int/, 'SerializationException'],
  [{ desiredCount: 1.5 }, /DECIMAL_VALUE/, 'SerializationException'],
  [{ healthCheckGracePeriodSeconds: -1 }, /should be at least 0/],
  [{ placementStrategy: [{ type: 'random' }] }, /^Placement strategies are not supported with FARGATE/],
  [{ placementStrategy: [{ type: 'best' }] }, /^type should be one of/],
  [
    { placementConstraints: [{ type: 'distinctInstance' }] },
    /^Placement constraints are not supported with FARGATE/,
  ],
  [{ placementConstraints: many(11).map(() => ({ type: 'distinctInstance' })) }, /at most 10 items/],
  [{ role: 'ecsServiceRole', loadBalancers }, /^You cannot specify an IAM role for services that require/],
  [{ role: 'ecsServiceRole' }, /^You cannot specify an IAM role/],
  [{ loadBalancers: many(6).map(() => loadBalancers[0]) }, 'loadBalancers can have at most 5 items.'],
  [
    { loadBalancers: [{ loadBalancerName: 'lb', containerName: 'app', containerPort: 80 }] },
    /Classic Load Balancers/,
  ],
  [{ enableExecuteCommand: true }, /^The service couldn't be created because a valid taskRoleArn/],
  [{ tags: [{ key: 'x'.repeat(129) }] }, /between 1 and 128 characters/],
  [{ tags: [{ key: 'k', value: 'x'.repeat(257) }] }, /at most 256 characters/],
  [{ tags: [{ key: 'semi;colon' }] }, /invalid characters/],
  [{ tags: many(51).map((key) => ({ key })) }, /limit of 50/],
  [{ taskDefinition: 'app:latest' }, 'Invalid revision number. Number: latest'],
  [{ taskDefinition: 'app:1:2' }, 'Invalid revision number. Number: 1:2'],
  [{ taskDefinition: 'app:-1' }, 'Invalid revision number. Number: -1'],
  [{ taskDefinition: 'app:' }, 'Invalid revision number. Number: '],
  [{ volumeConfigurations: [{ name: 'v' }] }, /Volume configuration/, 'UnsupportedFeatureException'],
];

describe('a service is refused', () => {
  it.each(services)('%j', (input, message, name = 'InvalidParameterException') => {
    const service = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, ...onFargate, ...input };
    const refusal = refusalOf(balanced, 'CreateService', service);
    expect(refusal?.message).toMatch(message);
    expect(refusal?.name).toBe(name);
  });

  const onEc2: BadInput[] = [
    [{ launchType: 'EC2', platformVersion: 'LATEST' }, /^The platform version must be null/],
    [{ platformVersion: '1.4.0' }, /^The platform version must be null/],
    [{ role: 'ecsServiceRole' }, /load balancers/],
    [{ placementStrategy: [{ type: 'binpack', field: 'hope' }] }, /hope is not valid/],
    [{ placementConstraints: [{ type: 'memberOf' }] }, /expression must be specified/],
    [{ networkConfiguration: vpc({}) }, /not valid for the given networkMode/],
  ];
  it.each(onEc2)('on EC2 %j', (input, message) => {
    const refusal = refusalOf(balanced, 'CreateService', {
      serviceName: 'other',
      taskDefinition: 'bridged',
      desiredCount: 1,
      ...input,
    });
    expect(refusal?.message).toMatch(message);
    expect(refusal?.name).toBe('InvalidParameterException');
  });

  it('with a public address on EC2', () => {
    const networkConfiguration = vpc({ assignPublicIp: 'ENABLED' });
    const service = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, networkConfiguration };
    expect(refusalOf(balanced, 'CreateService', service)?.message).toBe(
      'Assign public IP is not supported for this launch type.',
    );
  });
});

describe('the same client token', () => {
  const input = {
    serviceName: 'twice',
    taskDefinition: 'app',
    desiredCount: 1,
    clientToken: 'one',
    ...onFargate,
  };
  it('with the same request is answered with what is there, with another it is refused', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    const { service } = test.call('CreateService', input);
    expect(test.call('CreateService', input).service.serviceArn).toBe(service.serviceArn);
    expect(test.call('CreateService', { ...input, tags: [], loadBalancers: null }).service.desiredCount).toBe(
      1,
    );
    for (const change of [
      { desiredCount: 2 },
      { propagateTags: 'SERVICE' },
      { clientToken: 'two' },
      { clientToken: undefined },
    ]) {
      expect(refusalOf(test, 'CreateService', { ...input, ...change })?.message).toBe(
        'Creation of service was not idempotent.',
      );
    }
  });
});
