import { currentStep } from '../../lesson/current-step.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type StepId, stepIds } from '../../lesson/step-id.ts';
import { actions } from '../blocks/actions.ts';
import { context } from '../blocks/context.ts';
import { section } from '../blocks/section.ts';
import { slackDate } from '../blocks/slack-date.ts';
import { toMessage } from '../blocks/to-message.ts';
import type { Message } from '../message.ts';
import type { Messages } from '../messages/messages.ts';
import { lessonButtons } from './lesson-buttons.ts';
import { plainParts } from './plain-parts.ts';
import { stepDetails } from './step-details.ts';

/** What a learner reads alone when a step is done: the next one as on its card, or that there is none. */
export function nextStepView(done: StepId, lesson: Lesson, messages: Messages): Message {
  const words = messages.handsOn;
  const titled = (id: StepId) => `*${stepIds.indexOf(id) + 1}. ${words.steps[id].title}*`;
  const next = currentStep(lesson);
  const { finishedAt = 0 } = lesson.memory;
  const title = `✓ ${titled(done)}`;
  const details =
    next === undefined
      ? [words.findings.proof(slackDate(new Date(finishedAt)))]
      : [titled(next), ...plainParts(stepDetails(next, lesson, messages))];
  return toMessage([title, ...details].join('\n'), [
    section(title),
    section(details.join('\n')),
    actions(lessonButtons(lesson, messages)),
    context(words.here),
  ]);
}
