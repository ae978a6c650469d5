/** An object's members as elements, an array as `<member>`s, dates in ISO 8601; what is undefined is left out. */
export function toXml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(
    // What XML can not hold even escaped is dropped: control characters but tab, line ends and those above ASCII.
    /[&<>"]|(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]/gu,
    (character) => (/[&<>"]/.test(character) ? `&#${character.codePointAt(0)};` : ''),
  );
}
