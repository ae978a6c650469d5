import { ids } from '../objects/ids.ts';
import { plainText } from '../objects/plain-text.ts';
import { richText } from '../objects/rich-text.ts';
import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { list } from '../rules/list.ts';
import { number } from '../rules/number.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const dispatch = object(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
);
const shared = {
  ...ids.action,
  ...{ placeholder: plainText(150), focus_on_load: boolean, dispatch_action_config: dispatch },
};
const initial = { initial_value: string(3000, 0) };

/** Fields to type into; they stand in input blocks. */
export const inputs: Readonly<Record<string, Rule>> = {
  plain_text_input: object(
    { type: oneOf('plain_text_input') },
    { ...shared, ...initial, multiline: boolean, min_length: number(0, 3000), max_length: number(1, 3000) },
  ),
  number_input: object(
    { type: oneOf('number_input'), is_decimal_allowed: boolean },
    { ...shared, ...initial, min_value: string(), max_value: string() },
  ),
  email_text_input: object({ type: oneOf('email_text_input') }, { ...shared, ...initial }),
  url_text_input: object({ type: oneOf('url_text_input') }, { ...shared, ...initial }),
  file_input: object(
    { type: oneOf('file_input') },
    { ...ids.action, filetypes: list(string()), max_files: number(1, 10) },
  ),
  rich_text_input: object(
    { type: oneOf('rich_text_input') },
    { ...shared, initial_value: richText, min_lines: number(1, 100), max_lines: number(1, 100) },
  ),
};
