/** The rights of a worker that is deployed for the hands-on; all but the first make or delete something, or let it be made, so that none can be tried. */
export const handsOnRights: readonly string[] = [
  'cloudformation:DescribeStacks',
  'ecr:CreateRepository',
  'ecr:TagResource',
  'ecs:CreateCluster',
  'ecs:CreateService',
  'ecs:DeleteCluster',
  'ecs:DeleteService',
  'ecs:RegisterTaskDefinition',
  'ecs:TagResource',
  'iam:CreateServiceLinkedRole',
];
