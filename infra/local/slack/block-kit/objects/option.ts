import type { Rule } from '../rule.ts';
import { object } from '../rules/object.ts';
import { string } from '../rules/string.ts';
import { plainText } from './plain-text.ts';

/** An option; `text` is plain or mrkdwn by its menu, `withUrl` is for overflow menus. */
export function option(text: Rule, withUrl = false): Rule {
  return object(
    { text, value: string(75) },
    { description: plainText(75), ...(withUrl && { url: string(3000) }) },
  );
}
