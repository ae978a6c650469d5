import type { SecretKind } from './secret-names.ts';
import { isSecretValue, longestPlain, looksRandom } from './secret-values.ts';
import {
  closeOf,
  matchAt,
  quoteAt,
  type ReadValue,
  readValue,
  type Source,
  type Span,
} from './value-reader.ts';

/** A secret's name, and its place in the text. */
export interface Named {
  readonly source: Source;
  readonly kind: SecretKind;
  readonly name: string;
  /** The name is from `at` to `end`; its closing quotes and brackets follow, up to `closed`. */
  readonly at: number;
  readonly end: number;
  readonly closed: number;
  /** The 80 characters before it. */
  readonly before: string;
}

export const separator =
  /[?!]?[ \t.]{0,40}[?!]?(?:::?=|::(?=[ \t])|=>|->|\|\|=|[?+|]=|={1,3}>?|:(?![:/]{1,2})|%3[ADad]|&#61;|\\{1,31}u003[adAD]|：|＝)/y;
/** A type between a name and its value: `: string =`, ` string =`. */
const annotation =
  /[ \t]{0,4}(?:&?(?:'static )?(?:str|String|string|text|bytes|any|SecretStr|Secret(?:<\w{1,20}>)?|std::string|Optional\[\w{1,20}\]|Option<&?\w{1,20}>)(?: \| (?:undefined|null|None)){0,2})[ \t]{0,4}=(?![=>])/y;
const typed = /[ \t]{1,4}(?:string|str|String|\[\]byte|text|varchar)[ \t]{0,4}:?=(?![=>])/y;
const changed = /["'`\\]{0,4}[ \t]{1,4}[-=]>[ \t]{1,4}(?=\\{0,31}["'])/y;
/** A name at the start of its line, or after what a logger writes before a message. */
export const lineStart =
  /(?:^|\n|\\[nr]|["'`]|\][ \t]|\b(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|NOTICE):?[ \t])[ \t]{0,200}(?:[-+~*>|#][ \t]{1,4})?(?:export |set |env |ENV |declare -x )?["']?$/;
const scheme =
  /^(?:\[|\()?["']?(?:bearer|basic|digest|token|apikey|api-key|key|negotiate|ntlm|hawk|splunk|geniekey|bot|oauth|sharedkey(?:lite)?|sharedaccesssignature|aws4?(?:-hmac-sha\d+)?|hmac[\w-]*|dpop|mac|signature|sso-key|pve\w+=|zoho-oauthtoken|klaviyo-api-key|discogs)[ =:]/i;
/** `Authorization: Bearer <token>`, `Basic authentication`: text about a scheme. */
const aboutScheme = /^\S{1,40} (?:<|\$|\{|scheme|token\b|authentication|auth\b|is\b|header)/i;
/** An object that contains only the value, as DynamoDB and others write it. */
const wrapped =
  /\s{0,4}\{\s{0,4}\\{0,31}["']?(?:value|val|s|string|plain|plaintext)\\{0,31}["']?\s{0,4}:(?=[^{[]{0,4}["'])/iy;
/** The start of an object with names of its own. */
const object = /^[[(]?\s{0,4}\{\s{0,4}(?:["'\\}]|[\w$]{1,40}\s?:|$)/;
/** `PASSWORD:` and the one word on the line below, which is not a field of its own. */
const lineBelow =
  /[ \t]{0,40}(?:\r?\n|(?:\\{1,31}r)?\\{1,31}n)[ \t]{0,80}(?![\w.-]{1,40}(?::|=[^=\s])|[-*#>[{(<])([^\s"'`\\]{3,200})[ \t]{0,40}(?=\r?\n|\\{1,31}[rn"']|["']|$)/y;
/** `abc def ghi, host=`: a value with spaces, followed by a field; not a sentence that goes on after it. */
const wordsBeforeField =
  /[^\s,;=:"'&]{1,60}(?:[ \t](?!(?:for|from|to|is|was|in|at|on|with|by|after|and|or|failed|user)[ \t])[^\s,;=:"'&]{1,40}){1,6}[,;][ \t]{0,4}[A-Za-z_][\w.-]{0,40}=/y;
/** One of the codes of `recovery codes: a1b2-c3d4 e5f6-g7h8`, or the only one of `recovery code: a1b2-c3d4`. */
const someCode = /(?:^|[\s,;"'[(])(?=[A-Za-z-]{0,20}\d)[A-Za-z\d-]{6,40}/;
const heredoc = /[ \t]{0,4}<<[-~]?["']?(\w{1,40})["']?[ \t]*\n/y;

/** `password = x`, `"password": "x"`, `:password => 'x'`, `--password=x`, `Authorization: Bearer x`. */
export function assigned({ source, kind, name, at, end, closed, before }: Named): Span[] | undefined {
  const { text } = source;
  let from = matchAt(separator, text, closed) ?? matchAt(typed, text, closed);
  if (from === undefined) return undefined;
  const sign = text.slice(closed, from);
  const colon = sign.endsWith(':') || sign.endsWith('：');
  if (colon && kind !== 'header' && kind !== 'cookie') from = matchAt(annotation, text, from) ?? from;
  const tight = !/\s/.test(sign) && !/\s/.test(text[from] ?? ' ');
  // An image and its tag, or a task definition and its revision.
  if (
    colon &&
    tight &&
    closed === end &&
    (before.endsWith('/') || (/^[a-z0-9.-]+$/.test(name) && name.includes('-')))
  ) {
    if (before.endsWith('/') || /\d/.test(text[from] ?? '')) return [];
  }
  const dashes = /-{1,2}$/.exec(before)?.[0].length ?? 0;
  const enclosing = closed === end ? markBefore(text, at - dashes) : undefined;
  const starts = lineStart.test(before);
  const inBraces = colon && tight && /[{[(][^{}\n]{0,80}$/.test(before);
  const prose =
    (colon || sign.includes('->')) &&
    !tight &&
    closed === end &&
    !starts &&
    /[a-z,] $/.test(before) &&
    /^\w[a-z]*$/.test(name);
  const command =
    starts && tight && /^\S{1,200}[ \t]+\S.{0,300}[ \t]-{1,2}[A-Za-z]/.test(text.slice(from, from + 600));
  const isLine = (starts && !command) || inBraces || enclosing !== undefined;
  const areCodes = kind === 'token' && /codes?$/i.test(name);
  const hasSpaces =
    areCodes || (kind === 'password' && sign === '=' && matchAt(wordsBeforeField, text, from) !== undefined);
  const reach = (isLine && kind !== 'weak') || hasSpaces ? 'line' : 'word';

  if (colon && /^\s*[|>][+-]?[ \t]*\n/.test(text.slice(from, from + 20))) return block(text, from);
  const document = matchAt(heredoc, text, from);
  if (document !== undefined) {
    heredoc.lastIndex = from;
    const close = text.indexOf(`\n${heredoc.exec(text)?.[1]}`, document - 1);
    return [{ from: document, to: close < 0 ? text.length : Math.max(document, close) }];
  }
  if (kind === 'header' || kind === 'cookie') return ofHeader(source, kind, from, enclosing);
  const begins = text.slice(from, from + 60).trimStart();
  const alone = matchAt(wrapped, text, from);
  if (alone !== undefined) from = alone;
  else if (object.test(begins)) return [];
  if (/^(?:old)?pwd$/i.test(name) && /^(?:[/~.]|[A-Z]:)/.test(begins)) return [];
  const value = readValue(source, from, reach, enclosing);
  if (value === undefined) return colon && closed === end ? below(source, kind, from) : [];
  // A count of passed tests, or Go's `PASS: TestX`.
  if (
    colon &&
    /^pass$/i.test(name) &&
    /^(?:\d{1,5}(?![^\s,;])|Test[A-Z])/.test(text.slice(value.from, value.to))
  )
    return [];
  if (prose && /^pass$/i.test(name) && !looksRandom(text.slice(value.from, value.to), 6)) return [];
  if (areCodes)
    return someCode.test(text.slice(value.from, value.to)) ? [{ from: value.from, to: value.to }] : [];
  const plural = (/s$/i.test(name) && !/pass$/i.test(name)) || /bearer$/i.test(name);
  // `token: token`, as code is quoted in a stack trace.
  if (kind === 'token' && !tight && !value.quoted && name.endsWith(text.slice(value.from, value.to)))
    return [];
  const spans = kept(source, kind, value, prose, plural);
  const again = spans.length > 0 ? matchAt(changed, text, value.to) : undefined;
  const then = again === undefined ? undefined : readValue(source, again, 'word');
  return then === undefined ? spans : [...spans, { from: then.from, to: then.to }];
}

/** A prompt, and what was typed on the line below it. */
function below(source: Source, kind: SecretKind, from: number): Span[] {
  lineBelow.lastIndex = from;
  const [whole, said = ''] = lineBelow.exec(source.text) ?? [];
  if (whole === undefined || /^[A-Z][a-z]+[.!]?$|:$/.test(said)) return [];
  const start = from + whole.lastIndexOf(said);
  const to = start + said.length;
  return kept(source, kind, { from: start, to, next: to, quoted: false }, kind === 'token');
}

/** The quote right before a name, with its backslashes. */
function markBefore(text: string, at: number): string | undefined {
  const sign = text[at - 1] ?? '';
  if (sign === '' || !'"\'`'.includes(sign)) return undefined;
  let from = at - 1;
  while (from > at - 40 && text[from - 1] === '\\') from--;
  return text.slice(from, at);
}

/** The lines below `password: |`, as long as they are indented. */
function block(text: string, from: number): Span[] {
  const start = text.indexOf('\n', from) + 1;
  let to = start;
  while (to < text.length && /[ \t]/.test(text[to] ?? '')) {
    const end = text.indexOf('\n', to);
    to = end < 0 ? text.length : end + 1;
  }
  return to > start ? [{ from: start, to: text[to - 1] === '\n' ? to - 1 : to }] : [];
}

/** What follows `Authorization:` or `Cookie:`: up to the end of its quotes or brackets, else of its line. */
function ofHeader(source: Source, kind: SecretKind, from: number, enclosing: string | undefined): Span[] {
  const { text } = source;
  const start = matchAt(/[ \t]{0,200}/y, text, from) ?? from;
  const mark = enclosing === undefined ? quoteAt(text, start) : undefined;
  const said = text.slice(start + (mark?.length ?? 0), Math.min(source.lineEnd(start), start + longestPlain));
  const first = said.split(/[\s,;]/, 1)[0] ?? '';
  const plain = { kind: 'token', value: first, quoted: true, prose: false, plural: false } as const;
  const is =
    kind === 'cookie'
      ? /^["'[{\\]{0,4}[^\s=;:]{1,200}[=:]/.test(said) || looksRandom(first, 8)
      : (scheme.test(said) && !aboutScheme.test(said)) ||
        looksRandom(first.replace(/["'[\]]/g, ''), 8) ||
        ((mark !== undefined || text[from - 1] === '=') && first.length >= 8 && isSecretValue(plain));
  if (!is) return [];
  if (enclosing !== undefined) return [{ from: start, to: closeOf(source, start, enclosing) }];
  const value =
    mark !== undefined || /[[{]/.test(text[start] ?? '') ? readValue(source, from, 'line') : undefined;
  return [value ?? { from: start, to: source.lineEnd(start) }];
}

/** The value, if it is a secret. */
export function kept(
  source: Source,
  kind: SecretKind,
  value: ReadValue,
  prose = false,
  plural = false,
): Span[] {
  const { from, to, quoted } = value;
  const said = source.text.slice(from, Math.min(to, from + longestPlain + 1));
  return to > from && isSecretValue({ kind, value: said, quoted, prose, plural }) ? [{ from, to }] : [];
}
