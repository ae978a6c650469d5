const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * What Slack reads as mark-up in a text: `*bold*`, `_italic_`, `~struck~`, code, `:fire:`, a quote. Where one of these only begins, that is
 * close enough.
 */
const markup =
  /`|(?<![\p{L}\p{N}])[*_~](?=\S)|:(?:100|1234|(?=\d{0,100}[a-z\p{Lo}+_'-])[a-z0-9\p{Lo}\p{Lm}_+'-]{1,100}):|^\s{0,20}>/u;
const arn = /\barn:[\w-]{1,20}:[^\s*~`]*/g;
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * A text from outside (a name, a reason, what was typed) so that Slack shows it as it is: no link, no mention, and without the invisible
 * characters that turn the direction of writing, which could rearrange the words around it. mrkdwn has no escape for its marks; only code
 * letters show them, so a line that holds some is put in these, its backticks replaced by a look-alike.
 */
export function escapeText(text: string): string {
  return text.split(lineBreak).map(literal).join('\n');
}

function literal(line: string): string {
  if (!markup.test(line.replace(arn, '/'))) return escapeEntities(line);
  const marked = line.trim();
  const [before, after] = [
    line.slice(0, line.indexOf(marked)),
    line.slice(line.indexOf(marked) + marked.length),
  ];
  return `${before}\`${escapeEntities(marked.replaceAll('`', 'ˋ'))}\`${after}`;
}

/** The same for a text that stands in code letters already, or in an address. */
export function escapeEntities(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[&<>]/g, (character) => entities[character] ?? character);
}
