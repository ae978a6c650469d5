import { byType } from '../rules/by-type.ts';
import { list } from '../rules/list.ts';
import { number } from '../rules/number.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { ids } from './ids.ts';
import { richTextElements } from './rich-text-elements.ts';

const inline = byType(() => richTextElements);
const verbatim = byType(() => ({
  text: richTextElements.text ?? inline,
  link: richTextElements.link ?? inline,
}));
const border = oneOf(0, 1);

const section = object({ type: oneOf('rich_text_section'), elements: list(inline, undefined, 0) });
const kinds = {
  rich_text_section: section,
  rich_text_list: object(
    {
      ...{ type: oneOf('rich_text_list'), style: oneOf('bullet', 'ordered') },
      elements: list(byType(() => ({ rich_text_section: section }))),
    },
    { indent: number(0, 8), offset: number(0), border },
  ),
  rich_text_quote: object({ type: oneOf('rich_text_quote'), elements: list(inline) }, { border }),
  rich_text_preformatted: object(
    { type: oneOf('rich_text_preformatted'), elements: list(verbatim) },
    { border },
  ),
};

/** A rich_text block, wherever it stands. */
export const richText = object({ type: oneOf('rich_text'), elements: list(byType(() => kinds)) }, ids.block);
