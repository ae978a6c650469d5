import {
  all,
  block,
  boolean,
  byType,
  exactlyOne,
  list,
  matching,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from './rules.ts';

/** A confirmation dialog. */
export const confirm = object(
  { text: text(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
);

/** A text object of either kind. */
export function text(max = 3000): Rule {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) });
}

/** A `plain_text` object; at most the 3000 characters of any text object. */
export function plainText(max = 3000): Rule {
  return object({ type: oneOf('plain_text'), text: string(max) }, { emoji: boolean });
}

/** A `mrkdwn` object; `emoji` is a field of plain_text only. */
export function mrkdwn(max = 3000): Rule {
  return object({ type: oneOf('mrkdwn'), text: string(max) }, { verbatim: boolean });
}

const source = {
  image_url: all(string(3000), matching(/^https?:\/\//, 'must be a valid URL')),
  slack_file: all(object({}, { id: string(), url: string(3000) }), exactlyOne('id', 'url')),
};

/** An image (element or block): from a URL or from a file in Slack, never both. */
export function imageSource(optional: Readonly<Record<string, Rule>> = {}): Rule {
  const required = { type: oneOf('image'), alt_text: string(2000) };
  return all(object(required, { ...source, ...optional }), exactlyOne('image_url', 'slack_file'));
}

/** An option of a select menu. */
export const menuOption = option(plainText(75));

/** Options of a select menu under a label. */
export const optionGroup = object({ label: plainText(75), options: list(menuOption, 100) });

const flags = 'bold italic strike code underline highlight client_highlight unlink'.split(' ');
const style = object({}, Object.fromEntries(flags.map((flag) => [flag, boolean])));

function inlineElement(
  type: string,
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return object({ type: oneOf(type), ...required }, { style, ...optional });
}

/** The elements of a rich text section. */
const richTextElements = {
  text: inlineElement('text', { text: string() }),
  link: inlineElement('link', { url: string() }, { text: string(), unsafe: boolean }),
  emoji: inlineElement(
    'emoji',
    { name: string() },
    { unicode: string(), url: string(), skin_tone: number(2, 6) },
  ),
  user: inlineElement('user', { user_id: string() }),
  channel: inlineElement('channel', { channel_id: string() }),
  usergroup: inlineElement('usergroup', { usergroup_id: string() }),
  team: inlineElement('team', { team_id: string() }),
  broadcast: inlineElement('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: inlineElement('color', { value: string() }),
  date: inlineElement(
    'date',
    { timestamp: number(), format: string() },
    { url: string(), fallback: string() },
  ),
};

const inline = byType(richTextElements);
const verbatim = byType({ text: richTextElements.text, link: richTextElements.link });
const border = oneOf(0, 1);

const section = object({ type: oneOf('rich_text_section'), elements: list(inline, undefined, 0) });
const kinds = {
  rich_text_section: section,
  rich_text_list: object(
    {
      type: oneOf('rich_text_list'),
      style: oneOf('bullet', 'ordered'),
      elements: list(byType({ rich_text_section: section })),
    },
    { indent: number(0, 8), offset: number(0), border },
  ),
  rich_text_quote: object({ type: oneOf('rich_text_quote'), elements: list(inline) }, { border }),
  rich_text_preformatted: object(
    { type: oneOf('rich_text_preformatted'), elements: list(verbatim) },
    { border },
  ),
};

/** A rich_text block, anywhere. */
export const richText = block('rich_text', { elements: list(byType(kinds)) });

/** An option; `text` is plain or mrkdwn depending on its menu, `withUrl` is for overflow menus. */
export function option(text: Rule, withUrl = false): Rule {
  return object(
    { text, value: string(75) },
    { description: plainText(75), ...(withUrl && { url: string(3000) }) },
  );
}
