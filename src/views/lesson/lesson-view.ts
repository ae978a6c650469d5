import { currentStep } from '../../lesson/current-step.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { stepIds } from '../../lesson/step-id.ts';
import { actions } from '../blocks/actions.ts';
import { context } from '../blocks/context.ts';
import { escapeText } from '../blocks/escape-text.ts';
import { plainText } from '../blocks/plain-text.ts';
import { slackDate } from '../blocks/slack-date.ts';
import { toMessage } from '../blocks/to-message.ts';
import type { Message } from '../message.ts';
import type { Messages } from '../messages/messages.ts';
import { lessonButtons } from './lesson-buttons.ts';
import { plainParts } from './plain-parts.ts';
import { stepCard } from './step-card.ts';
import { stepDetails } from './step-details.ts';

/** The one message of a lesson, as it stands. It depends on the lesson alone, so that a look that finds nothing new edits nothing. */
export function lessonView(lesson: Lesson, messages: Messages): Message {
  const words = messages.handsOn;
  const { steps, memory, userId } = lesson;
  const done = steps.filter(({ state }) => state === 'done').length;
  const title = memory.finishedAt === undefined ? words.title : words.finished;
  const current = currentStep(lesson);
  const proof =
    memory.finishedAt === undefined ? [] : [words.findings.proof(slackDate(new Date(memory.finishedAt)))];
  const text = [
    ...(current === undefined ? [title] : [`${title}: ${words.done(done, steps.length)}`]),
    ...(current === undefined
      ? proof
      : [
          `*${stepIds.indexOf(current) + 1}. ${words.steps[current].title}*`,
          ...plainParts(stepDetails(current, lesson, messages)),
        ]),
  ];
  const notes = [
    words.owner(`<@${escapeText(userId)}>`),
    ...(current === undefined ? proof : [words.checked, words.resume]),
  ];
  return toMessage(text.join('\n'), [
    {
      type: 'plan',
      title: plainText(title),
      tasks: steps.map((step) => stepCard(step, lesson, messages)),
    },
    actions(lessonButtons(lesson, messages)),
    context(messages.sentences(notes)),
  ]);
}
