import { describe, expect, it } from 'vitest';
import {
  createTestEcs,
  createWeb,
  onFargate,
  type Refusal,
  refusalOf,
  refusalWorld,
} from '../../helpers/local-ecs.ts';

const ready = refusalWorld();
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
    'UpdateService',
    { service: 'web', deploymentController: { type: 'CODE_DEPLOY' } },
    'UnsupportedFeatureException',
    /Changing the deployment controller/,
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
  ['UpdateService', { service: 'nope' }, 'ServiceNotFoundException', 'Service not found.'],
  [
    'UpdateService',
    { service: 'web', desiredCount: -1 },
    'InvalidParameterException',
    'Task count can not be lesser than 0',
  ],
  [
    'UpdateService',
    { service: 'web', taskDefinition: 'nope' },
    'ClientException',
    'TaskDefinition not found.',
  ],
  [
    'CreateService',
    service({ deploymentConfiguration: { strategy: 'CANARY' } }),
    'UnsupportedFeatureException',
    /CANARY/,
  ],
  [
    'UpdateService',
    { service: 'web', serviceConnectConfiguration: { enabled: true } },
    'UnsupportedFeatureException',
    /Service Connect/,
  ],
  [
    'UpdateService',
    { service: 'agent', desiredCount: 2 },
    'InvalidParameterException',
    /daemon .* desired count/,
  ],
  [
    'DeleteService',
    { service: 'web' },
    'InvalidParameterException',
    'The service cannot be stopped while it is scaled above 0.',
  ],
  ['DeleteService', { service: 'nope' }, 'ServiceNotFoundException', 'Service not found.'],
];

describe('refused as ECS refuses it: changes of services', () => {
  it('an update of one that was deleted, while it drains and after', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(120);
    test.call('DeleteService', { service: 'web', force: true });
    const update = () => refusalOf(test, 'UpdateService', { service: 'web', desiredCount: 1 })?.name;
    expect(update()).toBe('ServiceNotActiveException');
    test.pass(300);
    expect(test.call('DescribeServices', { services: ['web'] }).services[0].status).toBe('INACTIVE');
    expect(update()).toBe('ServiceNotActiveException');
  });

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
