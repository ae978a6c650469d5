import { hex } from '../hex.ts';
import type { ResourceType } from './resource-type.ts';

/** Types of EC2 that are only recorded: how their ids begin, how EC2's ARNs name them, and how long they take. */
const kinds: Readonly<
  Record<string, readonly [prefix: string, arnName: string | undefined, seconds: number]>
> = {
  VPC: ['vpc', 'vpc', 12],
  Subnet: ['subnet', 'subnet', 4],
  InternetGateway: ['igw', 'internet-gateway', 16],
  VPCGatewayAttachment: ['IGW|vpc', undefined, 2],
  RouteTable: ['rtb', 'route-table', 12],
  Route: ['route', undefined, 2],
  SubnetRouteTableAssociation: ['rtbassoc', undefined, 2],
  SecurityGroup: ['sg', 'security-group', 5],
};

/** The network of a stack, by type. */
export const network: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.entries(kinds).map(([kind, [prefix, arnName, seconds]]): [string, ResourceType] => [
    `AWS::EC2::${kind}`,
    {
      seconds,
      create: ({ random }) => ({ physicalId: `${prefix}-${hex(random, 17)}` }),
      delete() {},
      ...(arnName !== undefined && {
        arn: ({ region, accountId }, id) => `arn:aws:ec2:${region}:${accountId}:${arnName}/${id}`,
      }),
    },
  ]),
);
