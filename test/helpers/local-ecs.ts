import { expect } from 'vitest';
import type { AwsService } from '../../infra/local/aws/protocols.ts';
import { ServiceError } from '../../infra/local/aws/wire.ts';
import { createEcs, type EcsOptions, type LocalEcs } from '../../infra/local/ecs/ecs.ts';
import { createVirtualClock, type VirtualClock } from '../../infra/local/ecs/world.ts';
import type { EventBridgeEvent } from '../../infra/local/events/bus.ts';

export interface TestEcs {
  readonly ecs: LocalEcs;
  readonly service: AwsService;
  readonly clock: VirtualClock;
  readonly events: EventBridgeEvent[];
  /** Calls an action; the answer is what goes over the wire, but with Dates. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire says, whose shape is what it tests
  call(action: string, input?: Record<string, unknown>): any;
  /** Lets seconds pass. */
  pass(seconds: number): void;
}

export const account = '123456789012';
export const registry = `${account}.dkr.ecr.eu-west-1.amazonaws.com`;

/** A local ECS on a clock moved by hand, with repeatable chance and one cluster `default`. */
export function createTestEcs(options: Partial<EcsOptions> = {}): TestEcs {
  const clock = createVirtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const events: EventBridgeEvent[] = [];
  const ecs = createEcs({
    clock,
    accountId: account,
    region: 'eu-west-1',
    speed: 1,
    random: chance(7),
    onEvent: (event) => events.push(event),
    ...options,
  });
  const test: TestEcs = {
    ecs,
    service: ecs.service,
    clock,
    events,
    call(action, input = {}) {
      const run = ecs.service.actions[action];
      if (run === undefined) throw new Error(`no action ${action}`);
      return run(input);
    },
    pass: (seconds) => clock.advance(seconds * 1000),
  };
  test.call('CreateCluster');
  return test;
}

/** A task definition that Fargate takes; `container` goes into its one container. */
export function fargateTask(
  family = 'app',
  container: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: `arn:aws:iam::${account}:role/execution`,
    containerDefinitions: [{ name: 'app', image: 'nginx:1.27', ...container }],
  };
}

/** What CreateService and RunTask need to start that task definition. */
export const onFargate = {
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2', 'subnet-3'] } },
};

/** Registers a task definition and creates service `web` with it. */
export function createWeb(
  test: TestEcs,
  service: Record<string, unknown> = {},
  container: Record<string, unknown> = {},
): void {
  test.call('RegisterTaskDefinition', fargateTask('app', container));
  test.call('CreateService', {
    serviceName: 'web',
    taskDefinition: 'app',
    desiredCount: 2,
    ...onFargate,
    ...service,
  });
}

// Mulberry32: chance enough for ids, the same in every run.
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A world with steady service `web`, DAEMON service `agent`, an INACTIVE task definition and an INACTIVE cluster. */
export function refusalWorld(): TestEcs {
  const ready = createTestEcs();
  createWeb(ready);
  ready.call('RegisterTaskDefinition', fargateTask('old'));
  ready.call('DeregisterTaskDefinition', { taskDefinition: 'old:1' });
  ready.call('RegisterTaskDefinition', {
    family: 'on-ec2',
    containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
  });
  ready.call('CreateService', {
    serviceName: 'agent',
    taskDefinition: 'on-ec2',
    schedulingStrategy: 'DAEMON',
  });
  ready.call('CreateCluster', { clusterName: 'gone' });
  ready.call('DeleteCluster', { cluster: 'gone' });
  ready.pass(300);
  return ready;
}

/** A load balancer's target group of the container `app`. */
export const loadBalancers = [{ targetGroupArn: 'tg', containerName: 'app', containerPort: 80 }];

/** A world with steady service `web` behind a load balancer, and the task definition `bridged` of EC2. */
export function balancedWorld(): TestEcs {
  const test = createTestEcs();
  createWeb(test, { loadBalancers }, { portMappings: [{ containerPort: 80 }] });
  test.call('RegisterTaskDefinition', {
    family: 'bridged',
    containerDefinitions: [
      { name: 'app', image: 'nginx', memory: 64, portMappings: [{ containerPort: 80 }] },
    ],
  });
  test.pass(120);
  return test;
}

/** A network configuration that is right but for what is given. */
export const vpc = (of: Record<string, unknown>) => ({
  awsvpcConfiguration: { subnets: ['subnet-1'], ...of },
});
/** So many different words, for a list that is too long. */
export const many = (count: number, of = 'x') =>
  Array.from({ length: count }, (_, index) => `${of}-${index}`);

/** An input that is right but for one thing, what is said of it, and the exception if it is no InvalidParameterException. */
export type BadInput = [input: Record<string, unknown>, message: RegExp | string, name?: string];

/** An action, a bad input, and the exception that answers it. */
export type Refusal = [
  action: string,
  input: Record<string, unknown>,
  name: string,
  message: string | RegExp,
];

/** How the call is refused; a refused call leaves everything as it was. Undefined when it is not refused. */
export function refusalOf(
  test: TestEcs,
  action: string,
  input: Record<string, unknown>,
): ServiceError | undefined {
  const before = JSON.stringify(test.ecs.snapshot());
  try {
    test.call(action, input);
  } catch (error) {
    expect(JSON.stringify(test.ecs.snapshot())).toBe(before);
    if (error instanceof ServiceError) return error;
    throw error;
  }
  return undefined;
}
