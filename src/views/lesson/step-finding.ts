import { leftOver } from '../../lesson/left-over.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { ownThings } from '../../lesson/own-things.ts';
import type { StepId } from '../../lesson/step-id.ts';
import { seconds } from '../episode/seconds.ts';
import type { Messages } from '../messages/messages.ts';

/** What AWS says to a step, a line each; none where there is nothing to say yet. */
export function stepFinding(id: StepId, lesson: Lesson, messages: Messages): string[] {
  const { findings } = messages.handsOn;
  const { facts, memory, names } = lesson;
  const { network, repository, cluster, taskDefinition, service } = facts;
  switch (id) {
    case 'containers':
    case 'image':
      return memory.read.includes(id) ? [findings.read] : [];
    case 'repository':
      if (repository === undefined) return [];
      return repository.tag === undefined
        ? [findings.repository(repository.uri)]
        : [findings.pushed(repository.uri, repository.tag)];
    case 'network':
      return network === undefined ? [] : [findings.network(network.status)];
    case 'cluster':
      return cluster === undefined ? [] : [findings.cluster(names.cluster)];
    case 'task-definition':
      return taskDefinition === undefined ? [] : [findings.taskDefinition(taskDefinition)];
    case 'service':
      if (service === undefined) return [];
      return [
        findings.service(service.runningCount, service.desiredCount),
        ...(service.failed ? [findings.deploymentFailed(`${names.cluster}/${names.service}`)] : []),
      ];
    case 'stop-task':
      return healing(lesson, messages);
    case 'scale':
      return memory.scaledTo === undefined ? [] : [findings.scaled(memory.scaledTo)];
    case 'clean-up':
      return memory.cleaning ? proof(lesson, messages) : [];
  }
}

function healing({ memory, facts }: Lesson, { handsOn: { findings }, episodes }: Messages): string[] {
  const { healed, startedAt } = memory;
  if (healed === undefined) {
    return facts.stop !== undefined && facts.stop.at >= startedAt ? [findings.stopped] : [];
  }
  const { ms } = healed;
  return [findings.healed(ms === undefined ? undefined : episodes.duration(seconds(ms)))];
}

function proof({ place, facts, names, memory }: Lesson, { handsOn: { findings } }: Messages): string[] {
  const left = memory.finishedAt === undefined ? leftOver(facts, place) : [];
  return ownThings(place).map((thing) => {
    const name = findings.things[thing](names);
    return left.includes(thing) ? findings.left(name) : findings.gone(name);
  });
}
