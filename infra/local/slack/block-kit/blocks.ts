import { button, choices, image, inputs, otherButtons, pickers, selects } from './elements.ts';
import { imageSource, mrkdwn, plainText, richText, text } from './objects.ts';
import {
  all,
  atLeastOne,
  block,
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

/** Blocks that collect input. */
const inputBlocks: Readonly<Record<string, Rule>> = {
  input: block(
    'input',
    { label: plainText(2000), element: byType(elements) },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
};

const { workflow_button, icon_button, feedback_buttons } = otherButtons;
const pressable = { button, workflow_button, ...choices, ...pickers, ...selects };
const actionElements = { ...pressable, rich_text_input: inputs.rich_text_input };
const accessories = { ...pressable, image };
const contextElements = { image, plain_text: plainText(), mrkdwn: mrkdwn() };

/** Blocks that arrange text, images and elements. */
const layoutBlocks: Readonly<Record<string, Rule>> = {
  header: block('header', { text: plainText(150) }),
  divider: block('divider'),
  section: all(
    block(
      'section',
      {},
      { text: text(3000), fields: list(text(2000), 10), expand: boolean, accessory: byType(accessories) },
    ),
    atLeastOne('text', 'fields'),
  ),
  context: block('context', { elements: list(byType(contextElements), 10) }),
  actions: block('actions', { elements: list(byType(actionElements), 25) }),
  context_actions: onSurfaces(
    ['message'],
    block('context_actions', { elements: list(byType({ icon_button, feedback_buttons }), 5) }),
  ),
};

const url = matching(/^https:\/\//, 'must be a valid URL');

/** Images and videos. An app cannot post a `file` block, so it is not here. */
const mediaBlocks: Readonly<Record<string, Rule>> = {
  image: imageSource({ block_id: string(255), title: plainText(2000) }),
  video: block(
    'video',
    { title: plainText(199), alt_text: string(), video_url: url, thumbnail_url: url },
    {
      title_url: url,
      author_name: string(49),
      provider_name: string(),
      provider_icon_url: string(),
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
const row = list(byType(cells), 20);
const column = object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean });

/** Tables. A data table's first row is its header. */
const tableBlocks: Readonly<Record<string, Rule>> = {
  table: onSurfaces(
    ['message', 'home'],
    block('table', { rows: list(row, 100) }, { column_settings: list(column, 20) }),
  ),
  data_table: onSurfaces(
    ['message', 'home'],
    block(
      'data_table',
      { caption: string(), rows: list(row, 201, 2) },
      { page_size: number(1, 100), row_header_column_index: number(0, 19) },
    ),
  ),
};

const levels = oneOf('default', 'info', 'warning', 'error', 'success');

/** Text blocks. An alert is documented for views only. */
const textBlocks: Readonly<Record<string, Rule>> = {
  markdown: onSurfaces(['message'], block('markdown', { text: string(12_000) })),
  rich_text: richText,
  alert: onSurfaces(['modal'], block('alert', { text: text(200) }, { level: levels })),
};

const card = all(
  block(
    'card',
    {},
    {
      hero_image: image,
      icon: image,
      title: mrkdwn(150),
      subtitle: mrkdwn(150),
      body: mrkdwn(200),
      actions: list(byType({ button }), 3),
    },
  ),
  atLeastOne('hero_image', 'title', 'actions', 'body'),
);

/** Cards, single and in a row. */
const cardBlocks: Readonly<Record<string, Rule>> = {
  card,
  carousel: onSurfaces(['message', 'home'], block('carousel', { elements: list(byType({ card }), 10) })),
};

/** A container around these child blocks. */
function containerBlock(children: Readonly<Record<string, Rule>>): Rule {
  return onSurfaces(
    ['message'],
    all(
      block(
        'container',
        { child_blocks: list(byType(children), 10) },
        {
          title: plainText(150),
          rich_text_title: richText,
          subtitle: text(150),
          icon: image,
          width: oneOf('narrow', 'standard', 'wide', 'full'),
          is_collapsible: boolean,
          default_collapsed: boolean,
          has_header_divider: boolean,
        },
      ),
      atLeastOne('title', 'rich_text_title'),
      foldsOnlyIfCollapsible,
    ),
  );
}

const foldsOnlyIfCollapsible: Rule = (value, pointer, { report }) => {
  const { default_collapsed, is_collapsible } = value as Record<string, unknown>;
  if (default_collapsed !== true || is_collapsible === true) return;
  const message = 'default_collapsed requires is_collapsible';
  report({ code: 'invalid_value', message, pointer: `${pointer}/default_collapsed` });
};

const source = object({ type: oneOf('url'), url: string(3000), text: string() });

function taskCard(...states: readonly string[]): Rule {
  return block(
    'task_card',
    { task_id: string(), title: string(), status: oneOf(...states) },
    { details: richText, output: richText, sources: list(source) },
  );
}

const inPlan = { task_card: taskCard('pending', 'in_progress', 'complete', 'error') };

/** Work in steps. Titles are plain strings, and a card on its own cannot be pending. */
const progressBlocks: Readonly<Record<string, Rule>> = {
  task_card: onSurfaces(['message'], taskCard('in_progress', 'complete', 'error')),
  plan: onSurfaces(
    ['message'],
    block('plan', { title: string() }, { tasks: list(byType(inPlan), undefined, 0) }),
  ),
};

const plainTypes = {
  ...layoutBlocks,
  ...mediaBlocks,
  ...inputBlocks,
  ...textBlocks,
  ...tableBlocks,
  ...progressBlocks,
  ...cardBlocks,
};
const inContainers = 'actions context divider header image input rich_text section table video'.split(' ');

/** The rule of each block type. */
export const blockTypes: Readonly<Record<string, Rule>> = {
  ...plainTypes,
  container: containerBlock(
    Object.fromEntries(Object.entries(plainTypes).filter(([type]) => inContainers.includes(type))),
  ),
};
