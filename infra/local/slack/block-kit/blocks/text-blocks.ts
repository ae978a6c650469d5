import { ids } from '../objects/ids.ts';
import { richText } from '../objects/rich-text.ts';
import { text } from '../objects/text.ts';
import type { Rule } from '../rule.ts';
import { object } from '../rules/object.ts';
import { onSurfaces } from '../rules/on-surfaces.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

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
