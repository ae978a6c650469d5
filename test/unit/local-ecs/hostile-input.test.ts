import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ServiceError } from '../../../infra/local/aws/wire.ts';
import { account, createTestEcs, createWeb, fargateTask, onFargate } from '../../helpers/local-ecs.ts';

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'default',
    'web',
    'app',
    'app:1',
    'app:0',
    '/',
    ':',
    'arn:',
    '__proto__',
    'constructor',
    '*',
  ),
  fc
    .constantFrom(
      'cluster/default',
      'service/default/web',
      'task-definition/app:1',
      'task/default/x',
      'service/a/b/c',
    )
    .map((rest) => `arn:aws:ecs:eu-west-1:${account}:${rest}`),
  fc.string({ maxLength: 50 }),
);
const anything = fc.oneof(
  texts,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, {}, [], [null], [[]], { name: 'x' }, [{}], [{ key: 'a' }]),
  fc.array(texts, { maxLength: 4 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const names = [
  ...[
    'cluster',
    'clusters',
    'clusterName',
    'service',
    'services',
    'serviceName',
    'task',
    'tasks',
    'taskDefinition',
  ],
  ...[
    'desiredCount',
    'count',
    'launchType',
    'networkConfiguration',
    'loadBalancers',
    'deploymentConfiguration',
  ],
  ...[
    'family',
    'containerDefinitions',
    'cpu',
    'memory',
    'networkMode',
    'requiresCompatibilities',
    'tags',
    'tagKeys',
  ],
  ...[
    'resourceArn',
    'include',
    'maxResults',
    'nextToken',
    'status',
    'sort',
    'overrides',
    'startedBy',
    'group',
  ],
  ...[
    'serviceRevisionArns',
    'serviceDeploymentArns',
    'capacityProviderStrategy',
    'desiredStatus',
    'createdAt',
  ],
  ...[
    'settings',
    'schedulingStrategy',
    'deploymentController',
    'force',
    'forceNewDeployment',
    'clientToken',
    'reason',
  ],
];
const anyInput = fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 6 });

it('whatever comes in, an action answers or refuses by an exception of ECS, and the world goes on', () => {
  const actions = Object.keys(createTestEcs().service.actions);
  const template = {
    ...fargateTask(),
    ...onFargate,
    serviceName: 'web',
    taskDefinition: 'app',
    desiredCount: 1,
  };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...actions), anyInput, fc.boolean()), { minLength: 1, maxLength: 8 }),
      (calls) => {
        const test = createTestEcs();
        createWeb(test);
        for (const [action, input, isNearlyRight] of calls) {
          try {
            const answer = test.call(action, isNearlyRight ? { ...template, ...input } : input);
            expect(() => JSON.stringify(answer)).not.toThrow();
          } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            expect(error.message).not.toBe('');
          }
          test.pass(20);
        }
        test.pass(600);
        expect(test.ecs.snapshot().clusters.length).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 400 },
  );
});
