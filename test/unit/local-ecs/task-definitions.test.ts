import { describe, expect, it } from 'vitest';
import { account, createTestEcs, fargateTask } from '../../helpers/local-ecs.ts';

const arn = (rest: string) => `arn:aws:ecs:eu-west-1:${account}:${rest}`;

describe('task definitions', () => {
  it('count their revisions, also past a deregistered one', () => {
    const test = createTestEcs();
    const register = () => test.call('RegisterTaskDefinition', fargateTask()).taskDefinition.revision;
    expect([register(), register()]).toEqual([1, 2]);
    test.call('DeregisterTaskDefinition', { taskDefinition: 'app:2' });
    expect(test.call('DescribeTaskDefinition', { taskDefinition: 'app' }).taskDefinition.revision).toBe(1);
    expect(test.call('DescribeTaskDefinition', { taskDefinition: 'app:2' }).taskDefinition).toMatchObject({
      status: 'INACTIVE',
      deregisteredAt: expect.any(Date),
    });
    expect(register()).toBe(3);
    expect(test.call('ListTaskDefinitions', { sort: 'DESC' }).taskDefinitionArns).toEqual([
      arn('task-definition/app:3'),
      arn('task-definition/app:1'),
    ]);
    expect(test.call('ListTaskDefinitions', { status: 'INACTIVE' }).taskDefinitionArns).toEqual([
      arn('task-definition/app:2'),
    ]);
    expect(test.call('ListTaskDefinitions', { familyPrefix: 'ap' }).taskDefinitionArns).toEqual([]);
  });

  it('are filled in as ECS fills them in, and keep their tags apart', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', {
      ...fargateTask('app', { portMappings: [{ containerPort: 80 }] }),
      cpu: '.5 vCPU',
      memory: '1 GB',
      tags: [{ key: 'team', value: 'shop' }],
    });
    const { taskDefinition, tags } = test.call('DescribeTaskDefinition', {
      taskDefinition: 'app',
      include: ['TAGS'],
    });
    expect(tags).toEqual([{ key: 'team', value: 'shop' }]);
    expect(taskDefinition).toMatchObject({
      cpu: '512',
      memory: '1024',
      status: 'ACTIVE',
      volumes: [],
      placementConstraints: [],
      compatibilities: ['EC2', 'FARGATE'],
      requiresCompatibilities: ['FARGATE'],
      requiresAttributes: expect.arrayContaining([{ name: 'ecs.capability.task-eni' }]),
      registeredAt: expect.any(Date),
      containerDefinitions: [
        {
          cpu: 0,
          essential: true,
          environment: [],
          mountPoints: [],
          volumesFrom: [],
          systemControls: [],
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
        },
      ],
    });
    expect(test.call('DescribeTaskDefinition', { taskDefinition: 'app' }).tags).toEqual([]);
  });

  it("come back with a container's empty lists as they were sent, for Terraform compares them", () => {
    const test = createTestEcs();
    const sent = {
      command: [],
      links: [],
      dockerLabels: {},
      dnsServers: [],
      linuxParameters: { capabilities: { add: ['SYS_PTRACE'], drop: [] }, devices: [], tmpfs: [] },
    };
    test.call('RegisterTaskDefinition', fargateTask('app', sent));
    const { taskDefinition } = test.call('DescribeTaskDefinition', { taskDefinition: 'app' });
    expect(taskDefinition.containerDefinitions[0]).toMatchObject(sent);
    expect(taskDefinition.compatibilities).toContain('FARGATE');
    test.call(
      'RegisterTaskDefinition',
      fargateTask('app', { command: null, linuxParameters: { devices: null } }),
    );
    const [container] = test.call('DescribeTaskDefinition', { taskDefinition: 'app' }).taskDefinition
      .containerDefinitions;
    expect(container).not.toHaveProperty('command');
    expect(container.linuxParameters).toEqual({});
  });
});
