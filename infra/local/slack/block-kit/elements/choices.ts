import { confirm } from '../objects/confirm.ts';
import { ids } from '../objects/ids.ts';
import { option } from '../objects/option.ts';
import { plainText } from '../objects/plain-text.ts';
import { text } from '../objects/text.ts';
import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { list } from '../rules/list.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';

const choice = option(text(75));
const focusable = { ...ids.action, confirm, focus_on_load: boolean };

/** Choices that stand open, and the overflow menu. */
export const choices: Readonly<Record<string, Rule>> = {
  checkboxes: object(
    { type: oneOf('checkboxes'), options: list(choice, 10) },
    { ...focusable, initial_options: list(choice, 10) },
  ),
  radio_buttons: object(
    { type: oneOf('radio_buttons'), options: list(choice, 10) },
    { ...focusable, initial_option: choice },
  ),
  overflow: object(
    { type: oneOf('overflow'), options: list(option(plainText(75), true), 5) },
    { ...ids.action, confirm },
  ),
};
