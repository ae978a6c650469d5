import type { Rule } from '../rule.ts';
import { byType } from '../rules/by-type.ts';
import { mrkdwn } from './mrkdwn.ts';
import { plainText } from './plain-text.ts';

/** A text object of either kind. */
export function text(max = 3000): Rule {
  const kinds = { plain_text: plainText(max), mrkdwn: mrkdwn(max) };
  return byType(() => kinds);
}
