import type { HandsOnFacts } from '../../src/hands-on/hands-on.ts';

/** An account in which everything of the lesson is there, and two of two tasks run. */
export const allThere: HandsOnFacts = {
  at: Date.parse('2026-11-23T12:00:00Z'),
  network: {
    status: 'CREATE_COMPLETE',
    url: 'http://hands-on-1234567890.eu-west-1.elb.amazonaws.com',
    executionRole: 'hands-on-execution-eu-west-1',
    logGroup: '/ecs/hands-on',
  },
  repository: { uri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello-world', tag: 'latest' },
  cluster: { services: 1, tasks: 2 },
  taskDefinition: {
    name: 'hello-world:1',
    image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello-world:latest',
    cpu: 256,
    memory: 512,
    containers: 1,
  },
  service: { desiredCount: 2, runningCount: 2, deployed: true, failed: false },
};

/** The facts without some of them. */
export function without(facts: HandsOnFacts, ...gone: readonly (keyof HandsOnFacts)[]): HandsOnFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([key]) => !gone.includes(key as keyof HandsOnFacts)),
  ) as unknown as HandsOnFacts;
}
