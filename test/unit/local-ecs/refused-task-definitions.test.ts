import { describe, expect, it } from 'vitest';
import { fargateTask, type Refusal, refusalOf, refusalWorld, registry } from '../../helpers/local-ecs.ts';

const ready = refusalWorld();
const definition = (of: Record<string, unknown>) => ({ ...fargateTask('new'), ...of });
const container = (of: Record<string, unknown>) => fargateTask('new', of);

const refusals: Refusal[] = [
  [
    'RegisterTaskDefinition',
    definition({ family: undefined }),
    'ClientException',
    /^Family should not be null/,
  ],
  [
    'RegisterTaskDefinition',
    definition({ family: 'a b' }),
    'ClientException',
    'Family contains invalid characters.',
  ],
  [
    'RegisterTaskDefinition',
    definition({ containerDefinitions: [] }),
    'ClientException',
    'Container list cannot be empty.',
  ],
  [
    'RegisterTaskDefinition',
    container({ name: '' }),
    'ClientException',
    'Container.name should not be null or empty.',
  ],
  [
    'RegisterTaskDefinition',
    container({ image: undefined }),
    'ClientException',
    'Container.image should not be null or empty.',
  ],
  [
    'RegisterTaskDefinition',
    container({ essential: false }),
    'ClientException',
    /at least one essential container/,
  ],
  [
    'RegisterTaskDefinition',
    container({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
    'ClientException',
    /^When networkMode=awsvpc/,
  ],
  [
    'RegisterTaskDefinition',
    definition({ cpu: undefined }),
    'ClientException',
    "Fargate requires that 'cpu' be defined at the task level.",
  ],
  [
    'RegisterTaskDefinition',
    definition({ cpu: 'much' }),
    'ClientException',
    /^Invalid 'cpu' setting for task\./,
  ],
  [
    'RegisterTaskDefinition',
    definition({ memory: '513' }),
    'ClientException',
    /^No Fargate configuration exists for given values: 256 CPU, 513 memory\./,
  ],
  [
    'RegisterTaskDefinition',
    definition({ networkMode: 'bridge' }),
    'ClientException',
    'Fargate only supports network mode ‘awsvpc’.',
  ],
  [
    'RegisterTaskDefinition',
    { ...container({ image: `${registry}/a:1` }), executionRoleArn: undefined },
    'ClientException',
    /execution role ARN to support ECR images/,
  ],
  [
    'RegisterTaskDefinition',
    { family: 'x', containerDefinitions: [{ name: 'a', image: 'b' }] },
    'ClientException',
    /At least one of 'memory' or 'memoryReservation'/,
  ],
  [
    'DescribeTaskDefinition',
    { taskDefinition: 'nope' },
    'ClientException',
    'Unable to describe task definition.',
  ],
  [
    'DescribeTaskDefinition',
    { taskDefinition: 'old' },
    'ClientException',
    'Unable to describe task definition.',
  ],
  [
    'DeregisterTaskDefinition',
    { taskDefinition: 'app' },
    'InvalidParameterException',
    /^Invalid revision number/,
  ],
  ['DeregisterTaskDefinition', { taskDefinition: 'app:99' }, 'ClientException', /does not exist/],
];

describe('refused as ECS refuses it: task definitions', () => {
  it.each(refusals)('%s %j', (action, input, name, message) => {
    const refusal = refusalOf(ready, action, input);
    expect(refusal?.name).toBe(name);
    expect(refusal?.message).toMatch(message);
  });
});
