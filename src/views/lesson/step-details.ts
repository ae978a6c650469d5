import { isNetworkUp } from '../../lesson/is-network-up.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { StepId } from '../../lesson/step-id.ts';
import type { Messages } from '../messages/messages.ts';
import { cleanUpLines } from './clean-up-lines.ts';
import { definitionParts } from './definition-parts.ts';
import { pushParts } from './push-parts.ts';
import type { RichPart } from './rich-text.ts';
import { shellFlags } from './shell-flags.ts';
import { stepLine } from './step-line.ts';

/** What the current step's card explains, and what to type. */
export function stepDetails(id: StepId, lesson: Lesson, messages: Messages): RichPart[] {
  const { steps, inSlack } = messages.handsOn;
  const line = stepLine(id, lesson);
  return [
    { type: 'text', text: steps[id].idea },
    ...ownParts(id, lesson, messages),
    ...(line === undefined
      ? []
      : ([
          { type: 'text', text: inSlack },
          { type: 'lines', lines: [`${messages.command} ${line}`] },
        ] as const)),
    ...(id === 'clean-up' ? cleanUpLines(lesson, messages) : []),
  ];
}

function ownParts(id: StepId, lesson: Lesson, { handsOn: { steps } }: Messages): RichPart[] {
  const { facts } = lesson;
  switch (id) {
    case 'image':
      return [
        ...(lesson.where.endpoint === undefined ? [] : [{ type: 'text' as const, text: steps.image.local }]),
        { type: 'text', text: steps.image.shell },
        { type: 'lines', lines: buildLines },
      ];
    case 'repository':
      return facts.repository === undefined ? [] : pushParts(lesson, steps.repository);
    case 'network':
      return isNetworkUp(facts)
        ? []
        : [
            { type: 'text', text: steps.network.shell },
            { type: 'lines', lines: [`npm run hands-on -- up --lesson ${shellFlags(lesson.where).handsOn}`] },
          ];
    case 'task-definition':
      return [{ type: 'list', items: definitionParts(lesson, steps['task-definition'].parts) }];
    default:
      return [];
  }
}

const buildLines = [
  'docker build -t hello-world infra/hands-on/app',
  'docker images',
  'docker run -d -p 8080:80 --name h4b-local-run hello-world',
  'docker ps',
  'curl http://localhost:8080',
  'docker exec -i -t h4b-local-run bash',
  'docker rm -f h4b-local-run',
];
