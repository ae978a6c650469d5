import type {
  CreateServiceChange,
  RegisterTaskDefinitionChange,
  ResourceChange,
} from '../changes/resource-change.ts';
import type { Messages } from './messages/messages.ts';

/** What a change makes or removes, a line each. */
export function resourceFacts(change: ResourceChange, { resources: words }: Messages): string[] {
  switch (change.type) {
    case 'create-repository':
      return [words.emptyRepository(change.target.repository)];
    case 'create-cluster':
      return [words.emptyCluster];
    case 'delete-cluster':
      return [words.clusterIsEmpty];
    case 'delete-service':
      return [words.tasksStop(change.before.runningCount), words.serviceEnds];
    case 'register-task-definition':
      return definitionFacts(change, words);
    case 'create-service':
      return serviceFacts(change, words);
  }
}

function definitionFacts(
  { before, definition }: RegisterTaskDefinitionChange,
  { parts, ...words }: Messages['resources'],
): string[] {
  const { family, image, cpu, memory, port, executionRoleArn, logGroup } = definition;
  return [
    words.nextRevision(family, before.revision),
    words.part(parts.container, family),
    words.part(parts.image, image),
    words.part(parts.size, words.size(Number(cpu), Number(memory))),
    words.part(parts.port, words.port(port, 'tcp')),
    words.part(parts.network, 'awsvpc'),
    words.part(parts.launchType, 'FARGATE'),
    words.part(parts.executionRole, executionRoleArn),
    words.part(parts.logGroup, logGroup),
  ];
}

function serviceFacts(change: CreateServiceChange, { parts, ...words }: Messages['resources']): string[] {
  const { taskDefinition, after, container, subnets, securityGroup, targetGroupArn } = change;
  return [
    words.part(parts.taskDefinition, taskDefinition),
    words.part(parts.desiredCount, String(after.desiredCount)),
    words.part(parts.launchType, 'FARGATE'),
    words.part(parts.subnets, subnets.join(', ')),
    words.part(parts.securityGroup, securityGroup),
    words.part(parts.targetGroup, targetGroupArn.split('/')[1] ?? targetGroupArn),
    words.part(parts.container, `${container.name}:${container.port}`),
    words.rollsBack,
  ];
}
