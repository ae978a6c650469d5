/**
 * The text, shortened to what Slack takes, with a visible mark. A surrogate pair, an entity (`&amp;`) and mark-up in
 * angle brackets (`<!date^…>`, a link) are left out rather than cut in two.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/(?:[\uD800-\uDBFF]|&[a-z]{0,3}|<[^<>]{0,300})$/, '');
  return `${kept}…`;
}
