import type { Lesson } from '../../lesson/lesson.ts';
import { shellWord } from '../../shell-word.ts';
import type { Messages } from '../messages/messages.ts';
import type { RichPart } from './rich-text.ts';
import { shellFlags } from './shell-flags.ts';

/**
 * What takes away the rest. The first learner takes the network along; whoever learns beside them only what is their own, because the
 * others still need it.
 */
export function cleanUpLines({ place, names, facts, where }: Lesson, { handsOn }: Messages): RichPart[] {
  const { family, repository } = names;
  const revision = facts.taskDefinition?.name ?? `${family}:1`;
  const flags = shellFlags(where);
  const lines =
    place === 1
      ? [`npm run hands-on -- down ${flags.handsOn}`]
      : [
          `aws ecr delete-repository --repository-name ${shellWord(repository)} --force ${flags.aws}`,
          `aws ecs deregister-task-definition --task-definition ${shellWord(revision)} ${flags.aws}`,
        ];
  return [
    { type: 'text', text: handsOn.steps['clean-up'].afterService },
    { type: 'lines', lines },
  ];
}
