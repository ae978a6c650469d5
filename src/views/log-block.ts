import type { SectionBlock } from '@slack/types';
import type { LogLine } from '../logs/log-line.ts';
import { cut } from './blocks/cut.ts';
import { escapeEntities } from './blocks/escape-text.ts';
import { section } from './blocks/section.ts';

/** What fits into one section beside its fences. */
const mostCharacters = 2900;

/** Lines of a log in fixed letters, as they were written; its own fences can't end ours. The newest survive where not all fit. */
export function logBlock(lines: readonly LogLine[]): SectionBlock[] {
  const kept: string[] = [];
  let length = 0;
  for (const { at, message } of [...lines].reverse()) {
    const time = new Date(at).toISOString().slice(11, 19);
    const text = cut(`${time} ${escapeEntities(message.replaceAll('`', 'ˋ')).replace(/[\r\n]+/g, ' ')}`, 700);
    length += text.length + 1;
    if (length > mostCharacters) break;
    kept.unshift(text);
  }
  return kept.length === 0 ? [] : [section(`\`\`\`\n${kept.join('\n')}\n\`\`\``)];
}
