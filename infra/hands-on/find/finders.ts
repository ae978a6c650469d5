import type { HandsOnWorld } from '../hands-on-world.ts';
import { findStack } from '../stack/find-stack.ts';
import { findClusters } from './find-clusters.ts';
import { findLogGroups } from './find-log-groups.ts';
import { findNetwork } from './find-network.ts';
import { findRepositories } from './find-repositories.ts';
import { findRole } from './find-role.ts';
import { findServices } from './find-services.ts';
import { findTaskDefinitions } from './find-task-definitions.ts';
import { findTasks } from './find-tasks.ts';
import type { Found } from './found.ts';

type Finder = (world: Pick<HandsOnWorld, 'clients' | 'region'>) => Promise<readonly Found[]>;

/** Asks each service for what the hands-on can have made there, by what is looked for. */
export const finders: Readonly<Record<string, Finder>> = {
  stack: async ({ clients }) => {
    const stack = await findStack(clients.cloudFormation);
    return stack === undefined ? [] : [{ name: `hands-on (${stack.status})`, isOurs: true, monthly: 0 }];
  },
  services: ({ clients }) => findServices(clients),
  tasks: ({ clients }) => findTasks(clients),
  clusters: ({ clients }) => findClusters(clients),
  'task definitions': ({ clients }) => findTaskDefinitions(clients),
  repositories: ({ clients }) => findRepositories(clients),
  'log groups': ({ clients }) => findLogGroups(clients),
  'network and load balancer': ({ clients }) => findNetwork(clients),
  role: findRole,
};
