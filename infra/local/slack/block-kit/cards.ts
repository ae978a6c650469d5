import { button, image } from './elements.ts';
import { mrkdwn, plainText, richText, text } from './objects.ts';
import {
  all,
  atLeastOne,
  block,
  boolean,
  byType,
  list,
  object,
  oneOf,
  onSurfaces,
  type Rule,
  string,
} from './rules.ts';

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
export const cardBlocks: Readonly<Record<string, Rule>> = {
  card,
  carousel: onSurfaces(['message', 'home'], block('carousel', { elements: list(byType({ card }), 10) })),
};

/** A container around these child blocks. */
export function containerBlock(children: Readonly<Record<string, Rule>>): Rule {
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
export const progressBlocks: Readonly<Record<string, Rule>> = {
  task_card: onSurfaces(['message'], taskCard('in_progress', 'complete', 'error')),
  plan: onSurfaces(
    ['message'],
    block('plan', { title: string() }, { tasks: list(byType(inPlan), undefined, 0) }),
  ),
};
