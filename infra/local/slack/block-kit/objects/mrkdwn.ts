import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

/** A `mrkdwn` object; `emoji` is a field of plain_text only. */
export function mrkdwn(max = 3000): Rule {
  return object({ type: oneOf('mrkdwn'), text: string(max) }, { verbatim: boolean });
}
