import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { hex } from '../hex.ts';
import type { ResourceType } from './resource-type.ts';

const arnOf = ({ region, accountId }: CloudFormationWorld, path: string) =>
  `arn:aws:elasticloadbalancing:${region}:${accountId}:${path}`;
const arn: NonNullable<ResourceType['arn']> = (_world, physicalId) => physicalId;

/** The load balancer of a stack, by type. It is recorded; what answers at its address is no part of CloudFormation. */
export const loadBalancing: Readonly<Record<string, ResourceType>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    seconds: 120,
    create: (world, { Name }) => ({
      physicalId: arnOf(world, `loadbalancer/app/${Name}/${hex(world.random, 16)}`),
      attributes: { DNSName: world.loadBalancerAddress() },
    }),
    delete() {},
    arn,
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    seconds: 12,
    create: (world, { Name }) => ({
      physicalId: arnOf(world, `targetgroup/${Name}/${hex(world.random, 16)}`),
    }),
    delete() {},
    arn,
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    seconds: 2,
    create: (world, { LoadBalancerArn }) => ({
      physicalId: `${String(LoadBalancerArn).replace(':loadbalancer/', ':listener/')}/${hex(world.random, 16)}`,
    }),
    delete() {},
  },
};
