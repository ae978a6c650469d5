import type { Lesson } from '../../lesson/lesson.ts';
import { shellWord } from '../../shell-word.ts';
import type { Messages } from '../messages/messages.ts';
import type { RichPart } from './rich-text.ts';
import { shellFlags } from './shell-flags.ts';

/** How an image gets into the repository: as everywhere; the local ECR keeps no layers, so there one line registers the tag. */
export function pushParts(
  { names: { repository }, where }: Lesson,
  words: Messages['handsOn']['steps']['repository'],
): RichPart[] {
  const push: RichPart = { type: 'text', text: words.push(repository) };
  if (where.endpoint === undefined) return [push];
  const line = `npm run hands-on -- push ${shellWord(repository)} ${shellFlags(where).handsOn}`;
  return [{ type: 'text', text: words.local }, { type: 'lines', lines: [line] }, push];
}
