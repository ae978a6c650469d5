import { button, choices, image, inputs, otherButtons, pickers, selects } from './elements.ts';
import { ids, imageSource, mrkdwn, plainText, richText, text } from './objects.ts';
import {
  all,
  atLeastOne,
  boolean,
  byType,
  list,
  matching,
  number,
  object,
  oneOf,
  onSurfaces,
  type Rule,
  string,
} from './rules.ts';

const { overflow: _, ...openChoices } = choices;
const elements = { ...inputs, ...openChoices, ...pickers, ...selects };

/** Collects information. */
export const inputBlocks: Readonly<Record<string, Rule>> = {
  input: object(
    { type: oneOf('input'), label: plainText(2000), element: byType(() => elements) },
    { ...ids.block, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
};

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

const url = matching(/^https:\/\//, 'must be a valid URL');

/** Pictures and videos. A `file` block cannot be posted by an app, so it is not here. */
export const mediaBlocks: Readonly<Record<string, Rule>> = {
  image: imageSource(
    { type: oneOf('image'), alt_text: string(2000) },
    { ...ids.block, title: plainText(2000) },
  ),
  video: object(
    {
      ...{ type: oneOf('video'), title: plainText(199), alt_text: string() },
      ...{ video_url: url, thumbnail_url: url },
    },
    {
      ...ids.block,
      ...{ title_url: url, author_name: string(49), provider_name: string(), provider_icon_url: string() },
      description: plainText(),
    },
  ),
};

const cells = {
  raw_text: object({ type: oneOf('raw_text'), text: string() }),
  raw_number: object({
    type: oneOf('raw_number'),
    value: number(undefined, undefined, true),
    text: string(),
  }),
  rich_text: richText,
};
const row = list(
  byType(() => cells),
  20,
);
const column = object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean });

/** Tables. A data table's first row is its header. */
export const tableBlocks: Readonly<Record<string, Rule>> = {
  table: onSurfaces(
    ['message', 'home'],
    object(
      { type: oneOf('table'), rows: list(row, 100) },
      { ...ids.block, column_settings: list(column, 20) },
    ),
  ),
  data_table: onSurfaces(
    ['message', 'home'],
    object(
      { type: oneOf('data_table'), caption: string(), rows: list(row, 201, 2) },
      { ...ids.block, page_size: number(1, 100), row_header_column_index: number(0, 19) },
    ),
  ),
};

/** Running text. An alert is documented for views only. */
export const textBlocks: Readonly<Record<string, Rule>> = {
  markdown: onSurfaces(['message'], object({ type: oneOf('markdown'), text: string(12_000) }, ids.block)),
  rich_text: richText,
  alert: onSurfaces(
    ['modal'],
    object(
      { type: oneOf('alert'), text: text(200) },
      { ...ids.block, level: oneOf('default', 'info', 'warning', 'error', 'success') },
    ),
  ),
};
