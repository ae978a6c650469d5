import { hex, randomOf } from './cloudformation/hex.ts';

/** What `npm run hands-on -- up` will make: the local CloudFormation gives a resource the same id each time. */
const id = (logicalId: string, digits: number) => hex(randomOf('hands-on', logicalId), digits);

/** The hands-on's stack as the local world's bot is deployed with it, by the parameters of serverless.yml. */
export function handsOnParams({
  region,
  accountId,
}: {
  readonly region: string;
  readonly accountId: string;
}) {
  return {
    'hands-on': 'on',
    'hands-on-subnets': `subnet-${id('SubnetA', 17)},subnet-${id('SubnetB', 17)}`,
    'hands-on-security-group': `sg-${id('TaskSecurityGroup', 17)}`,
    'hands-on-target-group': `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/hello-world/${id('TargetGroup', 16)}`,
    'hands-on-execution-role': `arn:aws:iam::${accountId}:role/hands-on-execution-${region}`,
    'hands-on-log-group': '/ecs/hands-on',
  };
}
