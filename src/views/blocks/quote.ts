import { cut } from './cut.ts';
import { escapeText } from './escape-text.ts';

/** A sentence from outside (a stopped reason, a service event): escaped, on one line, at most 300 characters. */
export function quote(text: string): string {
  return escapeText(cut(text.replace(/\s+/g, ' ').trim(), 300));
}
