import { cluster } from './cluster.ts';
import { loadBalancing } from './load-balancing.ts';
import { logGroup } from './log-group.ts';
import { network } from './network.ts';
import { repository } from './repository.ts';
import type { ResourceType } from './resource-type.ts';
import { role } from './role.ts';
import { service } from './service.ts';
import { taskDefinition } from './task-definition.ts';

/** Every type that the local CloudFormation makes: those of ECS and ECR for real, the rest is recorded. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...network,
  ...loadBalancing,
  'AWS::ECR::Repository': repository,
  'AWS::ECS::Cluster': cluster,
  'AWS::ECS::Service': service,
  'AWS::ECS::TaskDefinition': taskDefinition,
  'AWS::IAM::Role': role,
  'AWS::Logs::LogGroup': logGroup,
};
