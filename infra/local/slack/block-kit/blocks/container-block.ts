import { image } from '../elements/image.ts';
import { ids } from '../objects/ids.ts';
import { plainText } from '../objects/plain-text.ts';
import { richText } from '../objects/rich-text.ts';
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

/** A container around these child blocks. */
export function containerBlock(children: Readonly<Record<string, Rule>>): Rule {
  return onSurfaces(
    ['message'],
    all(
      object(
        {
          type: oneOf('container'),
          child_blocks: list(
            byType(() => children),
            10,
          ),
        },
        {
          ...ids.block,
          ...{ title: plainText(150), rich_text_title: richText, subtitle: text(150), icon: image },
          width: oneOf('narrow', 'standard', 'wide', 'full'),
          ...{ is_collapsible: boolean, default_collapsed: boolean, has_header_divider: boolean },
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
