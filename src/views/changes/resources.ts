import type { Card, ChangeOutcome } from '../../changes/card.ts';
import type {
  CreateServiceChange,
  RegisterTaskDefinitionChange,
  ResourceChange,
} from '../../changes/change.ts';
import type { Messages } from '../../messages/en/index.ts';
import { actions, lineButton, type Message, section, toMessage } from '../blocks.ts';

/** A change whose target has no episode, and how far it has got. */
interface ResourceStory {
  readonly change: ResourceChange;
  readonly askedBy: Card['askedBy'];
  readonly approvedBy?: string;
  readonly outcome?: ChangeOutcome;
}

/** Its single message: what is being created or deleted, and then how that went. */
export function resourceStoryView(story: ResourceStory, messages: Messages): Message {
  const { change, askedBy, approvedBy, outcome } = story;
  const { story: words, why } = messages.resources;
  const { dot, title } = headline(story, messages);
  const lines = [
    ...(approvedBy === undefined ? [] : [words.approved(approvedBy)]),
    ...(outcome?.reason === undefined ? [] : [words.awsSays(outcome.reason)]),
    ...(outcome?.why === undefined ? [] : [why[outcome.why]]),
    ...(outcome === undefined || outcome.result === 'applied' ? resourceFacts(change, messages) : []),
  ];
  return toMessage([title, ...lines].join('\n'), [
    section(`${dot} *${title}*`),
    section(lines.join('\n')),
    next(story, messages),
  ]);

  function headline({ outcome: end }: ResourceStory, { resources }: Messages) {
    const { story: titles } = resources;
    switch (end?.result) {
      case undefined:
        return { dot: ':large_yellow_circle:', title: titles.begun(change, askedBy) };
      case 'applied':
        return { dot: ':large_green_circle:', title: titles.applied(change, askedBy, end.made) };
      case 'failed':
        return { dot: ':red_circle:', title: titles.notDone(change, askedBy) };
      case 'unknown':
        return { dot: ':white_circle:', title: titles.unknown(change) };
    }
  }
}

/** The next step for the person who created it. */
function next({ change, outcome }: ResourceStory, { resources }: Messages) {
  if (outcome?.result !== 'applied') return undefined;
  const { pushCommands, taskDefinition } = resources.story;
  if (change.type === 'create-repository') {
    const line = `push-commands ${change.target.repository}`;
    return actions([lineButton(pushCommands, line, 'push-commands')]);
  }
  if (change.type === 'register-task-definition' && outcome.made !== undefined) {
    return actions([lineButton(taskDefinition, `task-definition ${outcome.made}`, 'task-definition')]);
  }
  return undefined;
}

/** What a change creates or deletes, one line each. */
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
