const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text from outside (a name, a reason, what was typed) so that Slack shows it as it is: no link, no mention, and
 * without the invisible characters that turn the direction of writing, which could rearrange the words around it.
 */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[&<>]/g, (character) => entities[character] ?? character);
}
