import { describe, expect, it } from 'vitest';
import { createTestEcs, createWeb, onFargate, refusalOf } from '../../helpers/local-ecs.ts';
import { advancedConfiguration, loadBalancers, ports } from '../../helpers/local-strategies.ts';

describe('strategies that ECS refuses', () => {
  const with_ = (strategy: string, more: Record<string, unknown> = {}) => ({
    deploymentConfiguration: { strategy, ...more },
  });
  const plain = [{ ...loadBalancers[0], advancedConfiguration: undefined }];
  const half = (left: string) => [
    { ...loadBalancers[0], advancedConfiguration: { ...advancedConfiguration, [left]: undefined } },
  ];
  const same = [
    {
      ...loadBalancers[0],
      advancedConfiguration: { ...advancedConfiguration, alternateTargetGroupArn: 'tg-a' },
    },
  ];
  const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };

  it.each([
    ['an unknown one', with_('RED_BLACK'), /strategy should be one of/],
    ['LINEAR without a load balancer', with_('LINEAR'), /LINEAR deployment strategy needs a load balancer/],
    ['CANARY without one', with_('CANARY'), /CANARY deployment strategy needs a load balancer/],
    [
      'LINEAR with half of one',
      { ...with_('LINEAR'), loadBalancers: plain },
      /^advancedConfiguration field is required for all loadBalancers when using the linear deployment strategy$/,
    ],
    [
      'no production rule',
      { ...with_('BLUE_GREEN'), loadBalancers: half('productionListenerRule') },
      /productionListenerRule/,
    ],
    [
      'no alternate group',
      { ...with_('BLUE_GREEN'), loadBalancers: half('alternateTargetGroupArn') },
      /alternateTargetGroupArn/,
    ],
    ['no role', { ...with_('CANARY'), loadBalancers: half('roleArn') }, /roleArn/],
    ['one group twice', { ...with_('CANARY'), loadBalancers: same }, /another target group/],
    ['a circuit breaker', { ...with_('CANARY', breaker), loadBalancers }, /circuit breaker/],
    [
      'steps with BLUE_GREEN',
      with_('BLUE_GREEN', { linearConfiguration: { stepPercent: 10 } }),
      /linearConfiguration is only valid/,
    ],
    [
      'a canary with LINEAR',
      {
        ...with_('LINEAR', { canaryConfiguration: {}, linearConfiguration: { stepPercent: 5 } }),
        loadBalancers,
      },
      /canaryConfiguration is only valid/,
    ],
    [
      'small steps',
      { ...with_('LINEAR', { linearConfiguration: { stepPercent: 2.9 } }), loadBalancers },
      /between 3 and 100/,
    ],
    [
      'odd steps',
      { ...with_('LINEAR', { linearConfiguration: { stepPercent: 3.14 } }), loadBalancers },
      /multiple of 0.1/,
    ],
    [
      'a tiny canary',
      { ...with_('CANARY', { canaryConfiguration: { canaryPercent: 0.01 } }), loadBalancers },
      /between 0.1 and 100/,
    ],
    [
      'two days to bake',
      { ...with_('CANARY', { bakeTimeInMinutes: 1441 }), loadBalancers },
      /between 0 and 1440/,
    ],
  ])('%s', (_, asked, message) => {
    const test = createTestEcs();
    createWeb(test, {}, ports);
    const service = { serviceName: 'other', taskDefinition: 'app', desiredCount: 1, ...onFargate, ...asked };
    const refusals = [
      refusalOf(test, 'CreateService', service),
      refusalOf(test, 'UpdateService', { service: 'web', ...asked }),
    ];
    for (const refusal of refusals) {
      expect(refusal?.message).toMatch(message);
    }
  });
});
