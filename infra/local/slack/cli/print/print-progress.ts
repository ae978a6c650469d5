import type { PlanBlock, TaskCardBlock } from '@slack/types';
import type { Names } from './names.ts';
import { printRichText } from './print-rich-text.ts';

const signs = { pending: '·', in_progress: '…', complete: '✓', error: '✗' } as const;

/** A plan with its tasks, or a task that stands alone. */
export function printProgress(block: PlanBlock | TaskCardBlock, names: Names): string {
  if (block.type === 'task_card') return task(block, names);
  const tasks = (block.tasks ?? []) as TaskCardBlock[];
  const done = tasks.filter(({ status }) => status === 'complete').length;
  return [`${block.title} (${done} of ${tasks.length})`, ...tasks.map((one) => `  ${task(one, names)}`)].join(
    '\n',
  );
}

function task({ status, title, details, output, sources = [] }: TaskCardBlock, names: Names): string {
  const more = [details, output].flatMap((text) => (text ? [printRichText(text.elements, names)] : []));
  const links = sources.map(({ text, url }) => `${text} (${url})`);
  return [`${signs[status]} ${title}`, ...more, ...links].join(' · ');
}
