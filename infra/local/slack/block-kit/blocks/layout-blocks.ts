import { button } from '../elements/button.ts';
import { choices } from '../elements/choices.ts';
import { image } from '../elements/image.ts';
import { inputs } from '../elements/inputs.ts';
import { otherButtons } from '../elements/other-buttons.ts';
import { pickers } from '../elements/pickers.ts';
import { selects } from '../elements/selects.ts';
import { ids } from '../objects/ids.ts';
import { mrkdwn } from '../objects/mrkdwn.ts';
import { plainText } from '../objects/plain-text.ts';
import { text } from '../objects/text.ts';
import type { Rule } from '../rule.ts';
import { all } from '../rules/all.ts';
import { atLeastOne } from '../rules/at-least-one.ts';
import { boolean } from '../rules/boolean.ts';
import { byType } from '../rules/by-type.ts';
import { list } from '../rules/list.ts';
import { object } from '../rules/object.ts';
import { onSurfaces } from '../rules/on-surfaces.ts';
import { oneOf } from '../rules/one-of.ts';

const { workflow_button, icon_button, feedback_buttons } = otherButtons;
const pressable = { button, workflow_button, ...choices, ...pickers, ...selects };
const { rich_text_input } = inputs;
const actionElements = { ...pressable, ...(rich_text_input && { rich_text_input }) };
const accessories = { ...pressable, image };
const contextElements = { image, plain_text: plainText(), mrkdwn: mrkdwn() };

/** Blocks that arrange text, images and elements. */
export const layoutBlocks: Readonly<Record<string, Rule>> = {
  header: object({ type: oneOf('header'), text: plainText(150) }, ids.block),
  divider: object({ type: oneOf('divider') }, ids.block),
  section: all(
    object(
      { type: oneOf('section') },
      {
        ...ids.block,
        ...{ text: text(3000), fields: list(text(2000), 10), expand: boolean },
        accessory: byType(() => accessories),
      },
    ),
    atLeastOne('text', 'fields'),
  ),
  context: object(
    {
      type: oneOf('context'),
      elements: list(
        byType(() => contextElements),
        10,
      ),
    },
    ids.block,
  ),
  actions: object(
    {
      type: oneOf('actions'),
      elements: list(
        byType(() => actionElements),
        25,
      ),
    },
    ids.block,
  ),
  context_actions: onSurfaces(
    ['message'],
    object(
      {
        type: oneOf('context_actions'),
        elements: list(
          byType(() => ({ icon_button, feedback_buttons })),
          5,
        ),
      },
      ids.block,
    ),
  ),
};
