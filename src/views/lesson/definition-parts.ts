import type { Lesson } from '../../lesson/lesson.ts';
import type { Messages } from '../messages/messages.ts';

type Parts = Messages['handsOn']['steps']['task-definition']['parts'];

/** What the short form registers unless it is told otherwise. */
const size = { cpu: 256, memory: 512 };

/** The parts of the task definition that is to be registered, each with what it means. */
export function definitionParts({ names, facts }: Lesson, words: Parts): string[] {
  const { repository, network } = facts;
  const image =
    repository?.tag === undefined ? `${names.repository}:latest` : `${repository.uri}:${repository.tag}`;
  return [
    words.family(names.family),
    words.image(image),
    words.size(size.cpu, size.memory),
    words.port,
    words.network,
    ...(network?.executionRole === undefined ? [] : [words.role(network.executionRole)]),
    ...(network?.logGroup === undefined ? [] : [words.log(network.logGroup)]),
  ];
}
