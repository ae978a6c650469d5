import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import { names } from '../names.ts';
import type { Found } from './found.ts';
import { monthlyCost } from './monthly-cost.ts';

/** What carries our tag in EC2 and among the load balancers: `vpc/vpc-0a1b…`. AWS may still list it some minutes after its end. */
export async function findNetwork({ tagging: client }: Pick<HandsOnClients, 'tagging'>): Promise<Found[]> {
  const { key, value } = names.tag;
  const asked = {
    TagFilters: [{ Key: key, Values: [value] }],
    ResourceTypeFilters: ['ec2', 'elasticloadbalancing'],
  };
  const found: Found[] = [];
  for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, asked)) {
    for (const { ResourceARN = '' } of ResourceTagMappingList) {
      const name = ResourceARN.split(':').slice(5).join(':');
      const monthly = name.startsWith('loadbalancer/') ? monthlyCost.loadBalancer() : 0;
      found.push({ name, isOurs: true, monthly });
    }
  }
  return found;
}
