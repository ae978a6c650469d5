/** The text, shortened to what Slack takes, with a visible mark. A surrogate pair or an entity is never cut in two. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/(?:[\uD800-\uDBFF]|&[a-z]{0,3})$/, '');
  return `${kept}…`;
}
