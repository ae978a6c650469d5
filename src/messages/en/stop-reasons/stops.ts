import type { WordsOf } from '../../catalogue.ts';

const quoting = (sentence: string) => (detail: string) =>
  detail === '' ? sentence : `${sentence}: ${detail}`;

/** Stops caused by a person, ECS or AWS, and stops for unknown reasons. */
export const stops: WordsOf<
  | 'scaling'
  | 'byHand'
  | 'draining'
  | 'deregistered'
  | 'maintenance'
  | 'spot'
  | 'scheduler'
  | 'loadBalancer'
  | 'healthCheck'
  | 'hostLost'
  | 'infrastructure'
  | 'internal'
  | 'unknown'
  | 'noReason'
> = {
  scaling: {
    what: () => 'a rollout or a scale-in stopped it',
    causes: [],
    next: ['Nothing: the service wanted fewer tasks of this revision.'],
  },
  byHand: {
    what: quoting('somebody stopped it'),
    causes: ['A person or a tool called `StopTask`.'],
    next: ['CloudTrail’s `StopTask` event shows who did it.'],
  },
  draining: {
    what: () => 'its container instance was drained',
    causes: ['An update or a scale-in of the instances; with managed draining also a Spot notice.'],
    next: ['Nothing, if a replacement runs elsewhere.'],
  },
  deregistered: {
    what: () => 'its container instance was removed from the cluster by force',
    causes: ['Somebody called `DeregisterContainerInstance` with `force`.'],
    next: ['CloudTrail shows who did it. Draining first would have moved the tasks in time.'],
  },
  maintenance: {
    what: () => 'AWS retired its host for maintenance',
    causes: ['AWS patches Fargate’s hosts and announces it in the Health Dashboard.'],
    next: [
      'Nothing for a service: a replacement starts. A minimum healthy percent of 100 lets it start first.',
      'A standalone task has to be run again.',
    ],
  },
  spot: {
    what: () => 'AWS reclaimed its Spot capacity',
    causes: ['Spot capacity can be reclaimed with a two-minute warning.'],
    next: [
      'Nothing, if a replacement runs.',
      'If it happens too often, use a base of on-demand capacity in the capacity provider strategy, and several zones.',
    ],
  },
  scheduler: {
    what: () => 'the ECS scheduler stopped it and has given no reason yet',
    causes: [],
    next: ['The service’s events around that time.'],
  },
  loadBalancer: {
    what: () => 'it failed the load balancer’s health checks',
    causes: [
      'It answers the health check with a status that the target group does not expect, or too late.',
      'It takes longer to start than the service’s health check grace period.',
      'The security group does not let the load balancer reach the container’s port.',
    ],
    next: [
      'The target group’s health reason, and the check’s path, port and timeout.',
      'The last lines of its log.',
      'Raise `healthCheckGracePeriodSeconds` if it is just slow to start.',
    ],
  },
  healthCheck: {
    what: () => 'it failed its container health check',
    causes: [
      'The application hangs, or is slower than the check’s timeout.',
      'The check’s command is not in the image (`curl` often is not).',
      'It takes longer to start than the check’s `startPeriod`.',
    ],
    next: [
      'The last lines of its log.',
      'Run the check’s command in the image.',
      'Raise `startPeriod` if it is just slow to start.',
    ],
  },
  hostLost: {
    what: () => 'its EC2 instance was stopped or terminated',
    causes: [
      'An Auto Scaling group scaled in or replaced the instance.',
      'Somebody stopped it, or the hardware failed.',
    ],
    next: [
      'The Auto Scaling group’s activity history.',
      'Managed draining moves tasks before an instance goes away.',
    ],
  },
  infrastructure: {
    what: () => 'AWS found its host unhealthy',
    causes: ['The hardware or the host’s software failed.'],
    next: ['Nothing, if a replacement runs; the AWS Health Dashboard if it continues.'],
  },
  internal: {
    what: quoting('ECS had an internal error'),
    causes: ['A fault on AWS’s side.'],
    next: ['Start it again; contact AWS Support if it continues.'],
  },
  unknown: {
    what: (detail) => `unknown reason; ECS says: ${detail}`,
    causes: [],
    next: ['ECS’s own words above, and the last lines of its log.'],
  },
  noReason: {
    what: () => 'ECS gave no reason',
    causes: [],
    next: ['The service’s events around that time, and the last lines of its log.'],
  },
};
