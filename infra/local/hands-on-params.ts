/**
 * The hands-on's stack as the local world's bot is deployed with it, by the parameters of serverless.yml. The network is only
 * recorded locally, so that any ids will do; role and log group are those that the stack makes.
 */
export function handsOnParams({
  region,
  accountId,
}: {
  readonly region: string;
  readonly accountId: string;
}) {
  return {
    'hands-on': 'on',
    'hands-on-subnets': 'subnet-0a1b2c3d4e5f60001,subnet-0a1b2c3d4e5f60002',
    'hands-on-security-group': 'sg-0a1b2c3d4e5f60004',
    'hands-on-target-group': `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/hello-world/3a9e6d1c8b5f2704`,
    'hands-on-execution-role': `arn:aws:iam::${accountId}:role/hands-on-execution-${region}`,
    'hands-on-log-group': '/ecs/hands-on',
  };
}
