import type { WordsOf } from '../../catalogue.ts';

const instances = 'Use more or larger container instances, or ask for less in the task definition.';

/** Tasks that could not be placed. */
export const places: WordsOf<
  | 'noFreeAddress'
  | 'networkInterface'
  | 'capacity'
  | 'quota'
  | 'throttled'
  | 'placementInstances'
  | 'placementCpu'
  | 'placementMemory'
  | 'placementPorts'
  | 'placementEni'
  | 'placementGpu'
  | 'placementAttribute'
  | 'placementConstraint'
  | 'placementAgent'
  | 'placementOther'
> = {
  noFreeAddress: {
    what: () => 'its subnet has no free IP address',
    causes: [
      'Each task with the `awsvpc` network mode needs an address; a rollout needs twice as many for a while.',
    ],
    next: ['The free addresses of the service’s subnets.', 'More or larger subnets.'],
  },
  networkInterface: {
    what: (detail) => `it got no network interface: ${detail}`,
    causes: [
      'EC2 was slow or throttled when many tasks started at once.',
      'A wrong subnet or security group.',
    ],
    next: ['Nothing, if a replacement runs; else the subnets and security groups of the service.'],
  },
  capacity: {
    what: () => 'AWS has no such capacity in this zone now',
    causes: ['Fargate, most often Fargate Spot or an unusual size, is used up in the zone.'],
    next: ['Subnets in more zones; on-demand capacity besides Spot; try again later.'],
  },
  quota: {
    what: () => 'a quota of the account is used up',
    causes: ['Fargate’s vCPUs, or the size that is allowed for a task.'],
    next: ['Ask for more in Service Quotas.'],
  },
  throttled: {
    what: () => 'AWS throttled the calls that were needed',
    causes: ['Many services deploy or fail at the same time.'],
    next: ['Nothing: ECS retries. Deploy fewer services at once.'],
  },
  placementInstances: {
    what: () => 'no container instance can take it',
    causes: [
      'The cluster has no container instance, or none joined it.',
      'The Auto Scaling group can’t grow.',
    ],
    next: ['The cluster’s instances and capacity provider; the Auto Scaling group’s activity history.'],
  },
  placementCpu: {
    what: () => 'no container instance has enough free CPU',
    causes: ['Running tasks have reserved it.'],
    next: [instances],
  },
  placementMemory: {
    what: () => 'no container instance has enough free memory',
    causes: ['Running tasks have reserved it.'],
    next: [instances],
  },
  placementPorts: {
    what: () => 'the port that it needs is taken on every container instance',
    causes: ['A fixed `hostPort` allows one task per instance.'],
    next: ['Leave `hostPort` out, or lower the minimum healthy percent so that an old task goes first.'],
  },
  placementEni: {
    what: () => 'no container instance can take another network interface',
    causes: ['Each instance type has a limit of network interfaces.'],
    next: ['The account setting `awsvpcTrunking`, or more instances.'],
  },
  placementGpu: {
    what: () => 'no container instance has a free GPU',
    causes: ['All are in use, or the instances have none.'],
    next: [instances],
  },
  placementAttribute: {
    what: () => 'no container instance has an attribute that it needs',
    causes: [
      'The instances are in other subnets than the service’s.',
      'A log driver, a Docker version or a feature that the instances’ agent does not have.',
    ],
    next: ['Compare `requiresAttributes` of the task definition with the instances’ attributes.'],
  },
  placementConstraint: {
    what: () => 'no container instance meets its placement constraints',
    causes: ['`memberOf` or `distinctInstance` leaves no instance.'],
    next: ['`placementConstraints` of the service and the task definition.'],
  },
  placementAgent: {
    what: () => 'the agent of its container instance is not connected',
    causes: ['The agent stopped, or lost its route to ECS.'],
    next: ['The instance’s agent and its log; `systemctl restart ecs`.'],
  },
  placementOther: {
    what: (detail) => `it could not be placed: ${detail}`,
    causes: ['No container instance meets all of its requirements.'],
    next: [instances],
  },
};
