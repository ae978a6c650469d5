import { choices } from '../elements/choices.ts';
import { inputs } from '../elements/inputs.ts';
import { pickers } from '../elements/pickers.ts';
import { selects } from '../elements/selects.ts';
import { ids } from '../objects/ids.ts';
import { plainText } from '../objects/plain-text.ts';
import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { byType } from '../rules/by-type.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';

const { overflow: _, ...openChoices } = choices;
const elements = { ...inputs, ...openChoices, ...pickers, ...selects };

/** Collects information. */
export const inputBlocks: Readonly<Record<string, Rule>> = {
  input: object(
    { type: oneOf('input'), label: plainText(2000), element: byType(() => elements) },
    { ...ids.block, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
};
