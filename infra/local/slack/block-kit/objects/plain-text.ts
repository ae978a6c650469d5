import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

/** A `plain_text` object; never above the 3000 characters of any text object. */
export function plainText(max = 3000): Rule {
  return object({ type: oneOf('plain_text'), text: string(max) }, { emoji: boolean });
}
