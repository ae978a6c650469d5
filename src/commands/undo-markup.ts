import { plainText } from './line/spelling.ts';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * What the person typed, from what Slack made of it: `<http://x|x>` and `<#C1|ops>` become their label, `<@U1|ann>` the
 * id, `<!here>` `@here`, `&amp;` an ampersand; then in plain characters. The signs of code go: a name copied from a message brings them along, and no
 * name of AWS has them.
 */
export function undoMarkup(text: string): string {
  const typed = text
    .replace(/<([#@!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_, sign: string, target: string, label?: string) =>
      sign === '@' || label === undefined || label === '' ? (sign === '!' ? `@${target}` : target) : label,
    )
    .replace(/`/g, '')
    .replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
  return plainText(typed);
}
