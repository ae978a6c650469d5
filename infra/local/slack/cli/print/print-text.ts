import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { readMrkdwn } from '../../text/read-mrkdwn.ts';
import { readPlain } from '../../text/read-plain.ts';
import type { Names } from './names.ts';
import { printRichText } from './print-rich-text.ts';

/** A text object as plain lines. */
export function printText(text: MrkdwnElement | PlainTextElement, names: Names): string {
  return printRichText(
    text.type === 'mrkdwn' ? readMrkdwn(text.text) : readPlain(text.text, text.emoji ?? true),
    names,
  );
}
