import type { SectionBlock } from '@slack/types';
import { cut } from './cut.ts';
import { section } from './section.ts';

/** What Slack takes in one section. */
const sectionLength = 3000;

/** Entries below each other in as few sections as Slack's limit allows; no entry is spread over two. */
export function paragraphs(entries: readonly string[], between = '\n'): SectionBlock[] {
  const texts: string[] = [];
  for (const entry of entries) {
    const shown = cut(entry, sectionLength);
    const last = texts.at(-1);
    if (last !== undefined && last.length + between.length + shown.length <= sectionLength) {
      texts[texts.length - 1] = `${last}${between}${shown}`;
    } else texts.push(shown);
  }
  return texts.map((text) => section(text));
}
