const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Undoes the three entities that Slack's text has. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
}
