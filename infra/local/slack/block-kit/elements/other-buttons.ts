import { confirm } from '../objects/confirm.ts';
import { ids } from '../objects/ids.ts';
import { plainText } from '../objects/plain-text.ts';
import { list } from '../rules/list.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const feedback = object({ text: plainText(75), value: string(2000) }, { accessibility_label: string(75) });
const trigger = object(
  { url: string(3000) },
  { customizable_input_parameters: list(object({ name: string(), value: string() })) },
);

/** Buttons beside the usual one: of workflows, and those below an answer. */
export const otherButtons = {
  workflow_button: object(
    { type: oneOf('workflow_button'), text: plainText(75), workflow: object({ trigger }) },
    { ...ids.action, style: oneOf('primary', 'danger'), accessibility_label: string(75), confirm },
  ),
  icon_button: object(
    { type: oneOf('icon_button'), icon: string(), text: plainText(75) },
    {
      ...ids.action,
      ...{
        value: string(2000),
        accessibility_label: string(75),
        visible_to_user_ids: list(string()),
        confirm,
      },
    },
  ),
  feedback_buttons: object(
    { type: oneOf('feedback_buttons'), positive_button: feedback, negative_button: feedback },
    ids.action,
  ),
} as const;
