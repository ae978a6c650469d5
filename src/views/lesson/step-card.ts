import type { TaskCardBlock } from '@slack/types';
import type { Lesson, LessonStep } from '../../lesson/lesson.ts';
import { stepIds } from '../../lesson/step-id.ts';
import { plainText } from '../blocks/plain-text.ts';
import type { Messages } from '../messages/messages.ts';
import { type RichPart, richText } from './rich-text.ts';
import { stepDetails } from './step-details.ts';
import { stepFinding } from './step-finding.ts';

const statuses = { done: 'complete', current: 'in_progress', waiting: 'pending' } as const;

/** A step's card: the current one explains itself, and what AWS says stands below. */
export function stepCard({ id, state }: LessonStep, lesson: Lesson, messages: Messages): TaskCardBlock {
  const number = stepIds.indexOf(id) + 1;
  const details = richText(state === 'current' ? stepDetails(id, lesson, messages) : []);
  const output = richText(findings({ id, state }, lesson, messages));
  return {
    type: 'task_card',
    task_id: id,
    title: plainText(`${number}. ${messages.handsOn.steps[id].title}`),
    status: statuses[state],
    ...(details && { details }),
    ...(output && { output }),
    ...page({ id, state }, lesson, messages),
  };
}

/** Where the service answers, once it does. */
function page(
  { id, state }: LessonStep,
  { facts }: Lesson,
  { handsOn: { findings } }: Messages,
): Pick<TaskCardBlock, 'sources'> {
  const { service, network } = facts;
  if (id !== 'service' || state !== 'done' || service === undefined) return {};
  const url = network?.url ?? '';
  return /^https?:\/\//.test(url) ? { sources: [{ type: 'url', url, text: findings.url }] } : {};
}

/** What waits has nothing to tell; what was cleaned up is not there to be told of. */
function findings({ id, state }: LessonStep, lesson: Lesson, messages: Messages): RichPart[] {
  if (state === 'waiting') return [];
  const found = stepFinding(id, lesson, messages);
  const lines = state === 'done' && found.length === 0 ? [messages.handsOn.findings.cleaned] : found;
  if (lines.length === 0) return [];
  return [lines.length === 1 ? { type: 'text', text: lines[0] ?? '' } : { type: 'list', items: lines }];
}
