import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { number } from '../rules/number.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const flags = { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean };
const mentionFlags = { highlight: boolean, client_highlight: boolean, unlink: boolean };
const style = object({}, { ...flags, ...mentionFlags });

function element(
  type: string,
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return object({ type: oneOf(type), ...required }, { style, ...optional });
}

/** What stands in a rich text section. */
export const richTextElements: Readonly<Record<string, Rule>> = {
  text: element('text', { text: string() }),
  link: element('link', { url: string() }, { text: string(), unsafe: boolean }),
  emoji: element('emoji', { name: string() }, { unicode: string(), url: string(), skin_tone: number(2, 6) }),
  user: element('user', { user_id: string() }),
  channel: element('channel', { channel_id: string() }),
  usergroup: element('usergroup', { usergroup_id: string() }),
  team: element('team', { team_id: string() }),
  broadcast: element('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: element('color', { value: string() }),
  date: element('date', { timestamp: number(), format: string() }, { url: string(), fallback: string() }),
};
