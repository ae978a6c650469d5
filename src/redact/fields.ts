import { kept, type Named, separator } from './assignments.ts';
import { secretKind } from './secret-names.ts';
import { matchAt, readValue, type Source, type Span } from './value-reader.ts';

/** What closes a name: quotes of any kind, brackets. */
export const closers = /(?:\\{0,31}["'`]|[\])]|%2[27]|%5D|&(?:quot|#3[49]|apos);|\\{1,31}u002[27])*/iy;
/** `…", "value": `, `,Value=`, `" value=`, `⏎  value: `, `, ParameterValue=`, `"), Value: `. */
const pairedValue =
  /["']{0,1}(?:,\s{0,20}\\{0,31}["']\w{1,30}\\{0,31}["']\s?:\s?(?:\\{0,31}["'][^"'\n]{0,60}["']|\w{1,10})){0,3}[\s,;)\\nr]{0,40}(?:\\{0,31}["'`]|%22)?(?:\w{0,20}value|val|default|content)(?:\\{0,31}["'`]|%22)?[ \t]{0,4}(?:=>|:=|[:=])/iy;
/** `, "old": "x", "new": "y"`, where the name is a field's value. */
const changedValue =
  /\\{0,31}["']?,\s{0,20}\\{0,31}["'](?:old|new|from|to|before|after|previous|current)\\{0,31}["']\s?:\s?(?=\\{0,31}["'])/iy;
const otherAttributes = /(?:[ \t]{1,4}[\w:.-]{1,40}="[^"<>\n]{0,200}"){0,4}[ \t]{1,4}value=/iy;
const pairedName =
  /["'`\\)}]{0,8}[ \t]{0,4},[ \t\n]{0,40}(?:\\{0,31}["'`])?(?:\w{0,20}name|key)(?:\\{0,31}["'`])?[ \t]{0,4}[:=]{1,2}[ \t]{0,4}(?:[\w.]{1,20}\()?(?:\\{0,31}["'`])?([\w.-]{1,80})/iy;
const nameField = /(?:name|key|id|property|field|parameter|variable)\\{0,31}["']?\s?[:=]\s?\\{0,31}["']$/i;
const tagRest = /[^<>\n]{0,300}>/y;
const escapedTagRest = /(?:(?!&[lg]t;)[^<>\n]){0,300}?&gt;/y;
const nextElement = /<\/[\w:.-]{1,60}>\s{0,20}<[\w:.-]{1,60}>/y;
/** How far to read a value that may turn out not to be one. */
export const mostPeeked = 1000;

/** `{"value": "x", "name": "API_TOKEN"}`. */
export function valueBeforeName(source: Source, at: number, name: string): Span[] {
  const { text } = source;
  const afterName = matchAt(closers, text, at + name.length) ?? at + name.length;
  const afterSeparator = matchAt(separator, text, afterName);
  if (afterSeparator === undefined) return [];
  const value = readValue(source, afterSeparator, 'word', undefined, mostPeeked);
  if (value === undefined || matchAt(pairedName, text, value.next) === undefined) return [];
  pairedName.lastIndex = value.next;
  const kind = secretKind(pairedName.exec(text)?.[1] ?? '');
  return kind === undefined ? [] : kept(source, kind, value);
}

/** `<password>x</password>`, `<entry key="password">x</entry>`, `<key>Token</key><string>x</string>`. */
export function inElement({ source, kind, before, end, closed }: Named): Span[] | undefined {
  const { text } = source;
  const opened = /(?:<|&lt;)(?:[\w.-]{1,40}:)?$/.test(before);
  const named = closed > end && nameField.test(before.slice(-40));
  let from: number | undefined;
  if (opened) from = before.endsWith(';') ? matchAt(escapedTagRest, text, end) : matchAt(tagRest, text, end);
  else if (named) from = matchAt(tagRest, text, closed);
  else from = matchAt(nextElement, text, end);
  if (from === undefined || text[from - 2] === '/') return undefined;
  const inner = matchAt(/\s{0,20}<(?:value|string)>/y, text, from);
  from = inner ?? from;
  const data = text.startsWith('<![CDATA[', from);
  if (data) from += 9;
  const close = text.slice(from, from + 4000).search(data ? /\]\]>/ : /<|&lt;|\n/);
  const to = close < 0 ? Math.min(text.length, from + 4000) : from + close;
  // `--token <token> --secret <secret>` are not elements.
  if (opened && /^(?:<|&lt;)[^/!]/.test(text.slice(to, to + 5))) return undefined;
  const value = text.slice(from, to);
  if (
    close < 0 ||
    value.trim() === '' ||
    value.toLowerCase() === text.slice(end - value.length, end).toLowerCase()
  )
    return undefined;
  return kept(source, kind, { from, to, next: to, quoted: true });
}

/** `{"name": "DB_PASSWORD", "value": "x"}`. */
export function inPair({ source, kind, name, end, closed, before }: Named): Span[] | undefined {
  const { text } = source;
  if (closed > end && nameField.test(before.slice(-40))) {
    const spans = changedValues(source, kind, end);
    if (spans.length > 0) return spans;
  }
  const from = matchAt(pairedValue, text, closed) ?? matchAt(otherAttributes, text, closed);
  if (from === undefined || (kind === 'weak' && name.length < 4)) return undefined;
  const value = readValue(source, from, 'word');
  return value && kept(source, kind === 'header' || kind === 'cookie' ? 'token' : kind, value);
}

/** `{"field": "password", "old": "x", "new": "y"}`. */
function changedValues(source: Source, kind: Named['kind'], end: number): Span[] {
  const found: Span[] = [];
  let from = matchAt(changedValue, source.text, end);
  while (from !== undefined && found.length < 8) {
    const value = readValue(source, from, 'word');
    if (value === undefined) break;
    found.push(...kept(source, kind, value));
    from = matchAt(changedValue, source.text, value.to);
  }
  return found;
}
