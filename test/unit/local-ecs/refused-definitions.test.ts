import { describe, expect, it } from 'vitest';
import { createTestEcs, fargateTask, refusalOf } from '../../helpers/local-ecs.ts';

type Of = Record<string, unknown>;
const ready = createTestEcs();
const linux = (linuxParameters: Of) => ({ linuxParameters });
const awslogs = (options: Of) => ({ logConfiguration: { logDriver: 'awslogs', options } });
const logs = { 'awslogs-group': '/app', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' };
const check = (of: Of) => ({ healthCheck: { command: ['CMD', 'true'], ...of } });
const other = (of: Of = {}) => ({ name: 'other', image: 'busybox', memory: 64, ...of });
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));

/** Of a Fargate task: what goes into it, into its container, and what else stands beside that. */
const onFargate: [what: string, task: Of, container?: Of, more?: Of[]][] = [
  ['pidMode host', { pidMode: 'host' }],
  ['pidMode unknown', { pidMode: 'none' }],
  ['ipcMode host', { ipcMode: 'host' }],
  ['ipcMode task', { ipcMode: 'task' }],
  ['ipcMode none', { ipcMode: 'none' }],
  ['networkMode host', { networkMode: 'host' }],
  ['networkMode none', { networkMode: 'none' }],
  ['networkMode unknown', { networkMode: 'vpc' }],
  ['no networkMode', { networkMode: undefined }],
  ['a host path', { volumes: [{ name: 'v', host: { sourcePath: '/x' } }] }],
  ['a Docker volume', { volumes: [{ name: 'v', dockerVolumeConfiguration: { scope: 'task' } }] }],
  [
    'a placement constraint',
    { placementConstraints: [{ type: 'memberOf', expression: 'attribute:x == y' }] },
  ],
  ['an inference accelerator', { inferenceAccelerators: [{ deviceName: 'd', deviceType: 'eia1.medium' }] }],
  ['devices', {}, linux({ devices: [{ hostPath: '/dev/x' }] })],
  ['sharedMemorySize', {}, linux({ sharedMemorySize: 64 })],
  ['maxSwap', {}, linux({ maxSwap: 64 })],
  ['swappiness', {}, linux({ maxSwap: 64, swappiness: 10 })],
  ['NET_ADMIN', {}, linux({ capabilities: { add: ['NET_ADMIN'] } })],
  ['SYS_ADMIN beside SYS_PTRACE', {}, linux({ capabilities: { add: ['SYS_PTRACE', 'SYS_ADMIN'] } })],
  ['a capability that is none', {}, linux({ capabilities: { drop: ['FLY'] } })],
  ['privileged', {}, { privileged: true }],
  ['links', {}, { links: ['other'] }, [other()]],
  ['extraHosts', {}, { extraHosts: [{ hostname: 'a', ipAddress: '10.0.0.1' }] }],
  ['hostname', {}, { hostname: 'a' }],
  ['dnsServers', {}, { dnsServers: ['10.0.0.2'] }],
  ['dnsSearchDomains', {}, { dnsSearchDomains: ['a.b'] }],
  ['dockerSecurityOptions', {}, { dockerSecurityOptions: ['no-new-privileges'] }],
  ['disableNetworking', {}, { disableNetworking: true }],
  ['a GPU', {}, { resourceRequirements: [{ type: 'GPU', value: '1' }] }],
  ['the log driver json-file', {}, { logConfiguration: { logDriver: 'json-file' } }],
  ['the log driver syslog', {}, { logConfiguration: { logDriver: 'syslog' } }],
  ['a log driver that is none', {}, { logConfiguration: { logDriver: 'paper' } }],
  ['no log driver', {}, { logConfiguration: { options: {} } }],
  ['awslogs without options', {}, awslogs({})],
  ['awslogs without a group', {}, awslogs({ ...logs, 'awslogs-group': undefined })],
  ['awslogs without a region', {}, awslogs({ ...logs, 'awslogs-region': undefined })],
  ['awslogs without a prefix', {}, awslogs({ ...logs, 'awslogs-stream-prefix': undefined })],
  ['awslogs with an option of another driver', {}, awslogs({ ...logs, 'max-size': '10m' })],
  ['awslogs with a mode that is none', {}, awslogs({ ...logs, mode: 'lazy' })],
  [
    'both ways of cutting lines',
    {},
    awslogs({ ...logs, 'awslogs-datetime-format': 'x', 'awslogs-multiline-pattern': 'y' }),
  ],
  ['stopTimeout 121', {}, { stopTimeout: 121 }],
  ['stopTimeout 1', {}, { stopTimeout: 1 }],
  ['startTimeout 121', {}, { startTimeout: 121 }],
  ['ephemeralStorage 20', { ephemeralStorage: { sizeInGiB: 20 } }],
  ['ephemeralStorage 201', { ephemeralStorage: { sizeInGiB: 201 } }],
  ['ephemeralStorage without a size', { ephemeralStorage: {} }],
  ['a container cpu above the task', {}, { cpu: 512 }],
  ['a sum of cpu above the task', {}, { cpu: 128 }, [other({ cpu: 129 })]],
  ['a container memory above the task', {}, { memory: 513 }],
  ['a container reservation above the task', {}, { memoryReservation: 513 }],
  ['a sum of memory above the task', {}, { memory: 500 }, [other()]],
  ['memory below its reservation', {}, { memory: 64, memoryReservation: 128 }],
  ['memory of 3', {}, { memory: 3 }],
  ['a negative cpu', {}, { cpu: -1 }],
  ['a size without memory', { memory: undefined }],
  ['a size that is none', { cpu: '512', memory: '512' }],
  ['cpu 300', { cpu: '300' }],
  [
    'Windows with too little cpu',
    { cpu: '512', memory: '1024', runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
  ],
  ['a system that is none', { runtimePlatform: { operatingSystemFamily: 'AMIGA' } }],
  ['an architecture that is none', { runtimePlatform: { cpuArchitecture: 'M68K' } }],
  ['a compatibility that is none', { requiresCompatibilities: ['FARGATE', 'MOON'] }],
  ['an interval of 4', {}, check({ interval: 4 })],
  ['an interval of 301', {}, check({ interval: 301 })],
  ['a timeout of 1', {}, check({ timeout: 1 })],
  ['a timeout of 61', {}, check({ timeout: 61 })],
  ['0 retries', {}, check({ retries: 0 })],
  ['11 retries', {}, check({ retries: 11 })],
  ['a start period of 301', {}, check({ startPeriod: 301 })],
  ['a check without a command', {}, { healthCheck: { interval: 30 } }],
  ['a check with an empty command', {}, check({ command: [] })],
  ['a check with a bare command', {}, check({ command: ['curl -f http://localhost'] })],
  ['an unknown volume', {}, { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] }],
  ['a mount without a path', { volumes: [{ name: 'v' }] }, { mountPoints: [{ sourceVolume: 'v' }] }],
  ['a volume without a name', { volumes: [{ host: {} }] }],
  ['a volume twice', { volumes: [{ name: 'v' }, { name: 'v' }] }],
  [
    'a volume of two kinds',
    { volumes: [{ name: 'v', host: {}, efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
  ],
  ['EFS without a file system', { volumes: [{ name: 'v', efsVolumeConfiguration: {} }] }],
  [
    'EFS with IAM in the clear',
    {
      volumes: [
        {
          name: 'v',
          efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam: 'ENABLED' } },
        },
      ],
    },
  ],
  [
    'EFS with an access point in the clear',
    {
      volumes: [
        {
          name: 'v',
          efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { accessPointId: 'fsap-1' } },
        },
      ],
    },
  ],
  [
    'an EFS root beside an access point',
    {
      volumes: [
        {
          name: 'v',
          efsVolumeConfiguration: {
            fileSystemId: 'fs-1',
            rootDirectory: '/x',
            transitEncryption: 'ENABLED',
            authorizationConfig: { accessPointId: 'fsap-1' },
          },
        },
      ],
    },
  ],
  [
    'two volumes configured at launch',
    {
      volumes: [
        { name: 'v', configuredAtLaunch: true },
        { name: 'w', configuredAtLaunch: true },
      ],
    },
  ],
  ['dependsOn unknown', {}, { dependsOn: [{ containerName: 'x', condition: 'START' }] }],
  ['dependsOn itself', {}, { dependsOn: [{ containerName: 'app', condition: 'START' }] }],
  [
    'dependsOn in a circle',
    {},
    { dependsOn: [{ containerName: 'other', condition: 'START' }] },
    [other({ dependsOn: [{ containerName: 'app', condition: 'START' }] })],
  ],
  [
    'dependsOn the success of an essential one',
    {},
    { dependsOn: [{ containerName: 'other', condition: 'SUCCESS' }] },
    [other()],
  ],
  [
    'dependsOn the health of one without a check',
    {},
    { dependsOn: [{ containerName: 'other', condition: 'HEALTHY' }] },
    [other()],
  ],
  [
    'dependsOn a condition that is none',
    {},
    { dependsOn: [{ containerName: 'other', condition: 'DONE' }] },
    [other()],
  ],
  ['dependsOn without a condition', {}, { dependsOn: [{ containerName: 'other' }] }, [other()]],
  ['volumesFrom unknown', {}, { volumesFrom: [{ sourceContainer: 'x' }] }],
  ['another host port', {}, { portMappings: [{ containerPort: 80, hostPort: 8080 }] }],
  ['a port of 65536', {}, { portMappings: [{ containerPort: 65_536 }] }],
  ['a negative port', {}, { portMappings: [{ containerPort: -1 }] }],
  ['a mapping without a port', {}, { portMappings: [{ protocol: 'tcp' }] }],
  ['a protocol that is none', {}, { portMappings: [{ containerPort: 80, protocol: 'icmp' }] }],
  ['a port range backwards', {}, { portMappings: [{ containerPortRange: '90-80' }] }],
  ['a port range beside a port', {}, { portMappings: [{ containerPort: 80, containerPortRange: '80-90' }] }],
  ['a port name with capitals', {}, { portMappings: [{ containerPort: 80, name: 'Web' }] }],
  [
    'secrets without an execution role',
    { executionRoleArn: undefined },
    { secrets: [{ name: 'S', valueFrom: 's' }] },
  ],
  [
    'a secret and a variable of one name',
    {},
    { environment: [{ name: 'S', value: '1' }], secrets: [{ name: 'S', valueFrom: 's' }] },
  ],
  ['a role that is none', { taskRoleArn: 'a role' }],
  ['an execution role that is a bucket', { executionRoleArn: 'arn:aws:s3:::bucket' }],
  [
    'environment files without an execution role',
    { executionRoleArn: undefined },
    { environmentFiles: [{ value: 'arn:aws:s3:::b/x.env', type: 's3' }] },
  ],
  [
    'a private registry without an execution role',
    { executionRoleArn: undefined },
    {
      repositoryCredentials: {
        credentialsParameter: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:x',
      },
    },
  ],
  [
    'Windows on ARM64',
    {
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'ARM64' },
    },
  ],
  ['a secret without a source', {}, { secrets: [{ name: 'S' }] }],
  [
    'an environment file that is none',
    {},
    { environmentFiles: [{ value: 'arn:aws:s3:::b/x.txt', type: 's3' }] },
  ],
  [
    'eleven environment files',
    {},
    { environmentFiles: many(11, (at) => ({ value: `arn:aws:s3:::b/${at}.env`, type: 's3' })) },
  ],
  ['a soft limit above the hard', {}, { ulimits: [{ name: 'nofile', softLimit: 2, hardLimit: 1 }] }],
  ['a ulimit that is none', {}, { ulimits: [{ name: 'hope', softLimit: 1, hardLimit: 1 }] }],
  ['a ulimit without a hard one', {}, { ulimits: [{ name: 'nofile', softLimit: 1 }] }],
  ['a system control that is none', {}, { systemControls: [{ namespace: 'vm.swappiness', value: '1' }] }],
  ['a restart every 59 s', {}, { restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }],
  ['a restart policy that says nothing', {}, { restartPolicy: { restartAttemptPeriod: 60 } }],
  ['FireLens without a reader', {}, { firelensConfiguration: { type: 'fluentbit' } }],
  ['awsfirelens without a router', {}, { logConfiguration: { logDriver: 'awsfirelens' } }],
  ['FireLens of a type that is none', {}, { firelensConfiguration: { type: 'syslog' } }],
  ['a proxy that is not there', { proxyConfiguration: { containerName: 'envoy' } }],
  ['an image with a blank', {}, { image: 'a b' }],
  ['an image with a bad digest', {}, { image: 'a@sha256:abc' }],
  ['an image of 256 characters', {}, { image: 'a'.repeat(256) }],
  ['a name with a dot', {}, { name: 'a.b' }],
  ['a name of 256 characters', {}, { name: 'a'.repeat(256) }],
  ['a container twice', {}, {}, [other({ name: 'app' })]],
  ['eleven containers', {}, {}, many(10, (at) => other({ name: `c${at}`, memory: 4 }))],
  ['51 tags', { tags: many(51, (at) => ({ key: `${at}` })) }],
  ['a tag of AWS', { tags: [{ key: 'aws:x' }] }],
];

describe('refused by ClientException or InvalidParameterException, and nothing registered', () => {
  it.each(onFargate)('on Fargate: %s', (_, task, container = {}, more = []) => {
    const definition = fargateTask('bad', container);
    const [first] = definition.containerDefinitions as Of[];
    const refusal = refusalOf(ready, 'RegisterTaskDefinition', {
      ...definition,
      containerDefinitions: [first, ...more],
      ...task,
    });
    const ofTags = 'tags' in task ? 'InvalidParameterException' : 'ClientException';
    expect([refusal?.name, refusal?.message]).toEqual([
      expect.stringMatching(`ClientException|${ofTags}`),
      expect.any(String),
    ]);
    expect(refusal?.message).not.toMatch(/undefined|\[object|zod|Invalid input|expected/);
    expect(ready.call('ListTaskDefinitions', { familyPrefix: 'bad' }).taskDefinitionArns).toEqual([]);
  });

  const onEc2: [what: string, task: Of, container?: Of][] = [
    ['links beside awsvpc', { networkMode: 'awsvpc' }, { links: ['app'] }],
    ['a port on networkMode none', { networkMode: 'none' }, { portMappings: [{ containerPort: 80 }] }],
    [
      'another host port on networkMode host',
      { networkMode: 'host' },
      { portMappings: [{ containerPort: 80, hostPort: 81 }] },
    ],
    ['swappiness of 101', {}, linux({ maxSwap: 1, swappiness: 101 })],
    ['swappiness without maxSwap', {}, linux({ swappiness: 10 })],
    ['cpu of 64', { cpu: '64' }],
    ['no memory at all', {}, { memory: undefined }],
    [
      'IPC controls beside ipcMode host',
      { ipcMode: 'host' },
      { systemControls: [{ namespace: 'kernel.sem', value: '1' }] },
    ],
    [
      'a network control beside networkMode host',
      { networkMode: 'host' },
      { systemControls: [{ namespace: 'net.core.somaxconn', value: '1' }] },
    ],
    ['a GPU of none', {}, { resourceRequirements: [{ type: 'GPU', value: '0' }] }],
    ['EXTERNAL with awsvpc', { requiresCompatibilities: ['EXTERNAL'], networkMode: 'awsvpc' }],
    ['a distinct instance in a task definition', { placementConstraints: [{ type: 'distinctInstance' }] }],
    [
      'autoprovision of a task volume',
      { volumes: [{ name: 'v', dockerVolumeConfiguration: { scope: 'task', autoprovision: true } }] },
    ],
  ];
  it.each(onEc2)('on EC2: %s', (_, task, container = {}) => {
    const refusal = refusalOf(ready, 'RegisterTaskDefinition', {
      family: 'bad',
      containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, ...container }],
      ...task,
    });
    expect(refusal?.name).toBe('ClientException');
  });
});

describe('taken as it is', () => {
  const good: [what: string, task: Of, container?: Of, more?: Of[]][] = [
    ['pidMode task', { pidMode: 'task' }],
    [
      'a volume of its own',
      { volumes: [{ name: 'v', host: {} }] },
      { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] },
    ],
    [
      'EFS',
      {
        volumes: [
          {
            name: 'v',
            efsVolumeConfiguration: {
              fileSystemId: 'fs-1',
              rootDirectory: '/x',
              transitEncryption: 'ENABLED',
            },
          },
        ],
      },
    ],
    [
      'SYS_PTRACE',
      {},
      linux({ capabilities: { add: ['SYS_PTRACE'], drop: ['ALL'] }, initProcessEnabled: true }),
    ],
    ['the edges of a check', {}, check({ interval: 5, timeout: 60, retries: 10, startPeriod: 300 })],
    ['the edges of time-outs', {}, { startTimeout: 2, stopTimeout: 120 }],
    ['ephemeralStorage 21', { ephemeralStorage: { sizeInGiB: 21 } }],
    ['all of its memory', {}, { cpu: 256, memory: 512, memoryReservation: 512 }],
    ['awslogs', {}, awslogs({ ...logs, mode: 'non-blocking', 'max-buffer-size': '25m' })],
    ['splunk', {}, { logConfiguration: { logDriver: 'splunk', options: { 'splunk-url': 'x' } } }],
    [
      'FireLens',
      {},
      { logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'es' } } },
      [other({ firelensConfiguration: { type: 'fluentbit' } })],
    ],
    [
      'a chain of dependencies',
      {},
      { dependsOn: [{ containerName: 'other', condition: 'HEALTHY' }] },
      [other({ essential: false, ...check({}) })],
    ],
    [
      'an init container',
      {},
      { dependsOn: [{ containerName: 'other', condition: 'SUCCESS' }] },
      [other({ essential: false })],
    ],
    ['a port range', {}, { portMappings: [{ containerPortRange: '8000-8010' }] }],
    ['secrets', {}, { secrets: [{ name: 'S', valueFrom: 'arn:aws:ssm:eu-west-1:1:parameter/s' }] }],
    ['ulimits', {}, { ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 65_535 }] }],
    ['system controls', {}, { systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }] }],
    ['an image by tag and digest', {}, { image: `registry.example:5000/a/b:1@sha256:${'a'.repeat(64)}` }],
    ['ARM', { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } }],
    [
      'nulls and empty lists everywhere',
      {
        volumes: [],
        placementConstraints: null,
        tags: [],
        proxyConfiguration: null,
        inferenceAccelerators: [],
      },
      {
        links: [],
        command: [],
        environment: null,
        dnsServers: [],
        dockerLabels: {},
        extraHosts: [],
        ulimits: [],
      },
    ],
  ];
  it.each(good)('%s', (_, task, container = {}, more = []) => {
    const definition = fargateTask('good', container);
    const [first] = definition.containerDefinitions as Of[];
    const input = { ...definition, containerDefinitions: [first, ...more], ...task };
    const { taskDefinition } = ready.call('RegisterTaskDefinition', input);
    expect(taskDefinition.compatibilities).toContain('FARGATE');
  });

  it.each([
    ['bridge', {}, ['EXTERNAL', 'EC2']],
    ['host', { networkMode: 'host' }, ['EXTERNAL', 'EC2']],
    ['awsvpc with a size', { networkMode: 'awsvpc', cpu: '256', memory: '512' }, ['EC2', 'FARGATE']],
    ['awsvpc without one', { networkMode: 'awsvpc' }, ['EC2']],
    ['awsvpc with a size that Fargate lacks', { networkMode: 'awsvpc', cpu: '300', memory: '512' }, ['EC2']],
    [
      'awsvpc with what Fargate lacks',
      { networkMode: 'awsvpc', cpu: '256', memory: '512', ipcMode: 'task' },
      ['EC2'],
    ],
  ])('%s says where it could run', (_, of, compatibilities) => {
    const containerDefinitions = [{ name: 'app', image: 'nginx', memory: 64 }];
    const { taskDefinition } = ready.call('RegisterTaskDefinition', {
      family: 'x',
      containerDefinitions,
      ...of,
    });
    expect(taskDefinition.compatibilities).toEqual(compatibilities);
  });
});
