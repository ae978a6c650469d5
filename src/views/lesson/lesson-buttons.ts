import type { Button } from '@slack/types';
import { currentStep } from '../../lesson/current-step.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { StepId } from '../../lesson/step-id.ts';
import { lineButton } from '../blocks/line-button.ts';
import type { Messages } from '../messages/messages.ts';
import { stepLine } from './step-line.ts';

type Words = Messages['handsOn']['buttons'];

/** What does the current step; pressing leads where typing its line would. A button of the lesson itself is its learner's alone. */
export function lessonButtons(lesson: Lesson, { handsOn: { buttons } }: Messages): Button[] {
  const { userId } = lesson;
  const current = currentStep(lesson);
  if (current === undefined) return [lineButton(buttons.again, `hands-on again --of ${userId}`, 'again')];
  if (current === 'containers' || current === 'image') {
    const line = `hands-on next --step ${current} --of ${userId}`;
    return [lineButton(buttons.next, line, 'next', { style: 'primary' })];
  }
  const line = stepLine(current, lesson);
  if (line === undefined) return [];
  const style = line.startsWith('delete-') || line.startsWith('stop-') ? 'danger' : 'primary';
  return [lineButton(label(current, lesson, buttons), line, 'step', { style })];
}

function label(current: StepId, { facts }: Lesson, words: Words): string {
  const labels: Readonly<Partial<Record<StepId, string>>> = {
    repository: facts.repository === undefined ? words.createRepository : words.pushCommands,
    cluster: words.createCluster,
    'task-definition': words.register,
    service: words.createService,
    'stop-task': words.stopTask,
    scale: words.scale,
    'clean-up': facts.service === undefined ? words.deleteCluster : words.deleteService,
  };
  return labels[current] ?? words.next;
}
