import {
  DescribeClustersCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  GetTaskProtectionCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Attempt } from '../doctor/attempt.ts';

/**
 * Each right on ECS tried on what does not exist: ECS answers ClusterNotFoundException, or nothing found, to who may, and
 * AccessDeniedException to who may not. `nobody` is a name that no cluster has, `ownArn` any ARN of the bot's own place. UpdateService would set nothing even if it existed.
 */
export function ecsAttempts(
  ecs: ECSClient,
  { nobody, ownArn }: { nobody: string; ownArn: string },
): Attempt[] {
  const cluster = nobody;
  // ECS asks for rights in the region, account and partition that an ARN names: a foreign one would be refused to everybody.
  const [, partition, , region, accountId] = ownArn.split(':');
  const nobodys = `arn:${partition}:ecs:${region}:${accountId}:service-revision/${nobody}/${nobody}/1`;
  return [
    { action: 'ecs:ListClusters', run: () => ecs.send(new ListClustersCommand({ maxResults: 1 })) },
    {
      action: 'ecs:DescribeClusters',
      run: () => ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
    },
    { action: 'ecs:ListServices', run: () => ecs.send(new ListServicesCommand({ cluster })) },
    {
      action: 'ecs:DescribeServices',
      run: () => ecs.send(new DescribeServicesCommand({ cluster, services: [nobody] })),
    },
    { action: 'ecs:ListTasks', run: () => ecs.send(new ListTasksCommand({ cluster })) },
    {
      action: 'ecs:DescribeTasks',
      run: () => ecs.send(new DescribeTasksCommand({ cluster, tasks: [nobody] })),
    },
    {
      action: 'ecs:DescribeTaskDefinition',
      run: () => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: nobody })),
    },
    {
      action: 'ecs:DescribeServiceRevisions',
      run: () => ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [nobodys] })),
    },
    {
      action: 'ecs:GetTaskProtection',
      run: () => ecs.send(new GetTaskProtectionCommand({ cluster, tasks: [nobody] })),
    },
    {
      action: 'ecs:UpdateService',
      run: () => ecs.send(new UpdateServiceCommand({ cluster, service: nobody })),
    },
    { action: 'ecs:StopTask', run: () => ecs.send(new StopTaskCommand({ cluster, task: nobody })) },
  ];
}
