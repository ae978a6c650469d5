/** The rights of a worker that is deployed for the hands-on; each makes or deletes something, or lets it be made, so that none can be tried. */
export const handsOnRights: readonly string[] = [
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
