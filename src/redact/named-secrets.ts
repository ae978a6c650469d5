import { type SecretKind, secretKind } from './secret-names.ts';
import { isSecretValue, longestPlain, looksRandom } from './secret-values.ts';
import type { Span } from './span.ts';
import { closeOf, matchAt, quoteAt, type ReadValue, readValue, Source } from './value-reader.ts';

/** Without one of these no name in a text is a secret's: most texts of ECS end here. */
const hint =
  /pass|pw|ps[wk]|secret|token|key|cred|auth|cookie|sess|sid|sig|hmac|otp|pin|cvv|dsn|salt|mnemonic|bearer|pat|jwt|phrase|codes|assert|kennwort|contrase|senha|wachtw|heslo|\P{ASCII}/iu;
const names = /[\p{L}\p{N}_$][\p{L}\p{N}_.$-]*/gu;
const arns = /\barn:aws[\w-]{0,20}:[^\s"'`<>,;\\=?()[\]{}]*/g;

/** What closes a name: quotes of any kind, brackets. */
const closers = /(?:\\{0,31}["'`]|[\])]|%2[27]|%5D|&(?:quot|#3[49]|apos);|\\{1,31}u002[27])*/iy;
const separator =
  /[?!]?[ \t.]{0,40}[?!]?(?:::?=|=>|->|\|\|=|[?+|]=|={1,3}>?|:(?![:/]{1,2})|%3[ADad]|&#61;|\\{1,31}u003[adAD]|：|＝)/y;
/** A type between a name and its value: `: string =`, ` string =`. */
const annotation =
  /[ \t]{0,4}(?:&?(?:'static )?(?:str|String|string|text|bytes|any|SecretStr|Secret(?:<\w{1,20}>)?|std::string|Optional\[\w{1,20}\]|Option<&?\w{1,20}>)(?: \| (?:undefined|null|None)){0,2})[ \t]{0,4}=(?![=>])/y;
const typed = /[ \t]{1,4}(?:string|str|String|\[\]byte|text|varchar)[ \t]{0,4}:?=(?![=>])/y;
/** `…", "value": `, `,Value=`, `" value=`, `⏎  value: `, `, ParameterValue=`, `"), Value: `. */
const pairedValue =
  /["']{0,1}(?:,\s{0,20}\\{0,31}["']\w{1,30}\\{0,31}["']\s?:\s?(?:\\{0,31}["'][^"'\n]{0,60}["']|\w{1,10})){0,3}[\s,;)\\nr]{0,40}(?:\\{0,31}["'`]|%22)?(?:\w{0,20}value|val|default|content)(?:\\{0,31}["'`]|%22)?[ \t]{0,4}(?:=>|:=|[:=])/iy;
const otherAttributes = /(?:[ \t]{1,4}[\w:.-]{1,40}="[^"<>\n]{0,200}"){0,4}[ \t]{1,4}value=/iy;
const pairedName =
  /["'`\\)}]{0,8}[ \t]{0,4},[ \t\n]{0,40}(?:\\{0,31}["'`])?(?:\w{0,20}name|key)(?:\\{0,31}["'`])?[ \t]{0,4}[:=]{1,2}[ \t]{0,4}(?:[\w.]{1,20}\()?(?:\\{0,31}["'`])?([\w.-]{1,80})/iy;
const valueName = /^(?:\w{0,20}value|val)$/i;
const nameField = /(?:name|key|id|property|field|parameter|variable)["']?\s?[:=]\s?\\{0,31}["']$/i;
const tagRest = /[^<>\n]{0,300}>/y;
const escapedTagRest = /(?:(?!&[lg]t;)[^<>\n]){0,300}?&gt;/y;
const nextElement = /<\/[\w:.-]{1,60}>\s{0,20}<[\w:.-]{1,60}>/y;
const argument = /[ \t]{0,4},\s{0,20}(?=[brfuL@$]{0,2}\\{0,31}["'`])/y;
const call = /\([ \t]{0,4}(?=[brfuL@$]{0,2}\\{0,31}["'`])/y;
const changed = /["'`\\]{0,4}[ \t]{1,4}[-=]>[ \t]{1,4}(?=\\{0,31}["'])/y;
const setters = /^(?:set|with|use|add|put|new|default|user|db)(?![a-z])|^[a-z]+$/;
/** A name that begins its line, or follows what a logger writes before a message. */
const lineStart =
  /(?:^|\n|\\[nr]|["'`]|\][ \t]|\b(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|NOTICE):?[ \t])[ \t]{0,200}(?:[-+~*>|#][ \t]{1,4})?(?:export |set |env |ENV |declare -x )?["']?$/;
const setCommand =
  /(?:^|\n)[ \t]{0,40}(?:ENV|ARG|set|setx|SetEnv|setenv|env|fastcgi_param|proxy_set_header) $/i;
const scheme =
  /^(?:\[|\()?["']?(?:bearer|basic|digest|token|apikey|api-key|key|negotiate|ntlm|hawk|splunk|geniekey|bot|oauth|sharedkey(?:lite)?|sharedaccesssignature|aws4?(?:-hmac-sha\d+)?|hmac[\w-]*|dpop|mac|signature|sso-key|pve\w+=|zoho-oauthtoken|klaviyo-api-key|discogs)[ =:]/i;
/** `Authorization: Bearer <token>`, `Basic authentication`: about a scheme. */
const aboutScheme = /^\S{1,40} (?:<|\$|\{|scheme|token\b|authentication|auth\b|is\b|header)/i;
/** An object with the value alone, as DynamoDB and others write it. */
const wrapped =
  /\s{0,4}\{\s{0,4}\\{0,31}["']?(?:value|val|s|string|plain|plaintext)\\{0,31}["']?\s{0,4}:(?=[^{[]{0,4}["'])/iy;
/** An object holds names of its own. */
const object = /^[[(]?\s{0,4}\{\s{0,4}(?:["'\\}]|[\w$]{1,40}\s?:|$)/;
const heredoc = /[ \t]{0,4}<<[-~]?["']?(\w{1,40})["']?[ \t]*\n/y;
/** The word before `key`, `phrase` or `codes` in a sentence: `the API key is x`. */
const wordBefore = /(?:^|[\s"'(])([A-Za-z]{2,20})[ -]$/;
/** How far a value is read that may turn out to be none. */
const mostPeeked = 1000;
const hashes = /^(?:sha|md|bcrypt|argon|scrypt|pbkdf)/i;

/** Every value that stands beside the name of a secret. Linear in the text's length: see `longestPlain`. */
export function namedSecrets(text: string, isOver: () => boolean): Span[] | undefined {
  if (!hint.test(text)) return [];
  const source = new Source(text);
  const found: Span[] = [];
  const skipped = [...text.matchAll(arns)].map(({ index, 0: arn }) => ({
    from: index,
    to: index + arn.length,
  }));
  names.lastIndex = 0;
  let turns = 0;
  let passedArns = 0;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    if (++turns % 64 === 0 && isOver()) return undefined;
    const at = match.index;
    while ((skipped[passedArns]?.to ?? text.length) <= at) passedArns++;
    const arn = skipped[passedArns];
    if (arn !== undefined && arn.from <= at) {
      names.lastIndex = Math.max(names.lastIndex, arn.to);
      continue;
    }
    const name = match[0].replace(/[.$-]{1,200}$/, '');
    const spans = valueName.test(name) ? valueBeforeName(source, at, name) : valuesOf(source, at, name);
    found.push(...spans);
    const next = spans.at(-1)?.to;
    if (next !== undefined && next > at) names.lastIndex = Math.max(names.lastIndex, next);
    else if (name.length < match[0].length) names.lastIndex = at + match[0].length;
  }
  return found;
}

/** `{"value": "x", "name": "API_TOKEN"}`. */
function valueBeforeName(source: Source, at: number, name: string): Span[] {
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

function valuesOf(source: Source, at: number, name: string): Span[] {
  const { text } = source;
  let before = text.slice(Math.max(0, at - 80), at);
  let kind = secretKind(name);
  if (kind === undefined && /^(?:keys?|phrase|codes)$/i.test(name)) {
    const word = wordBefore.exec(before)?.[1];
    kind = word === undefined ? undefined : secretKind(`${word}_${name}`);
    if (word !== undefined) before = before.slice(0, -word.length - 1);
  }
  if (kind === undefined) return [];
  const end = at + name.length;
  const closed = matchAt(closers, text, end) ?? end;
  return (
    inElement(source, kind, before, end, closed) ??
    inPair(source, kind, name, closed) ??
    assigned(source, kind, name, at, end, closed, before) ??
    passed(source, kind, name, end, closed, before) ??
    spaced(source, kind, name, end, closed, before) ??
    []
  );
}

/** `<password>x</password>`, `<entry key="password">x</entry>`, `<key>Token</key><string>x</string>`. */
function inElement(
  source: Source,
  kind: SecretKind,
  before: string,
  end: number,
  closed: number,
): Span[] | undefined {
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
function inPair(source: Source, kind: SecretKind, name: string, closed: number): Span[] | undefined {
  const { text } = source;
  const from = matchAt(pairedValue, text, closed) ?? matchAt(otherAttributes, text, closed);
  if (from === undefined || (kind === 'weak' && name.length < 4)) return undefined;
  const value = readValue(source, from, 'word');
  return value && kept(source, kind === 'header' || kind === 'cookie' ? 'token' : kind, value);
}

/** `password = x`, `"password": "x"`, `:password => 'x'`, `--password=x`, `Authorization: Bearer x`. */
function assigned(
  source: Source,
  kind: SecretKind,
  name: string,
  at: number,
  end: number,
  closed: number,
  before: string,
): Span[] | undefined {
  const { text } = source;
  let from = matchAt(separator, text, closed) ?? matchAt(typed, text, closed);
  if (from === undefined) return undefined;
  const sign = text.slice(closed, from);
  const colon = sign.endsWith(':') || sign.endsWith('：');
  if (colon && kind !== 'header' && kind !== 'cookie') from = matchAt(annotation, text, from) ?? from;
  const tight = !/\s/.test(sign) && !/\s/.test(text[from] ?? ' ');
  // An image and its tag, a task definition and its revision.
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
  const reach = isLine && kind !== 'weak' ? 'line' : 'word';

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
  if (value === undefined) return [];
  // A count of tests.
  if (colon && /^pass$/i.test(name) && /^\d{1,5}(?![^\s,;])/.test(text.slice(value.from, value.to)))
    return [];
  if (prose && /^pass$/i.test(name) && !looksRandom(text.slice(value.from, value.to), 6)) return [];
  const plural = /s$/i.test(name) && !/pass$/i.test(name);
  // `token: token`, as code is quoted in a stack trace.
  if (kind === 'token' && !tight && !value.quoted && name.endsWith(text.slice(value.from, value.to)))
    return [];
  const spans = kept(source, kind, value, prose, plural);
  const again = spans.length > 0 ? matchAt(changed, text, value.to) : undefined;
  const then = again === undefined ? undefined : readValue(source, again, 'word');
  return then === undefined ? spans : [...spans, { from: then.from, to: then.to }];
}

/** The quote right before a name, with its backslashes. */
function markBefore(text: string, at: number): string | undefined {
  const sign = text[at - 1] ?? '';
  if (sign === '' || !'"\'`'.includes(sign)) return undefined;
  let from = at - 1;
  while (from > at - 40 && text[from - 1] === '\\') from--;
  return text.slice(from, at);
}

/** The lines under `password: |`, as far as they are indented. */
function block(text: string, from: number): Span[] {
  const start = text.indexOf('\n', from) + 1;
  let to = start;
  while (to < text.length && /[ \t]/.test(text[to] ?? '')) {
    const end = text.indexOf('\n', to);
    to = end < 0 ? text.length : end + 1;
  }
  return to > start ? [{ from: start, to: text[to - 1] === '\n' ? to - 1 : to }] : [];
}

/** What follows `Authorization:` or `Cookie:`: to the end of its quotes or brackets, else of its line. */
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

/** `put("password", "x")`, `["--token", "x"]`, `setPassword("x")`. */
function passed(
  source: Source,
  kind: SecretKind,
  name: string,
  end: number,
  closed: number,
  before: string,
): Span[] | undefined {
  const { text } = source;
  const from =
    closed > end
      ? matchAt(argument, text, closed)
      : setters.test(name.split('.').at(-1) ?? '')
        ? matchAt(call, text, closed)
        : undefined;
  if (from === undefined) return undefined;
  const value = readValue(source, from, 'word', undefined, mostPeeked);
  if (value === undefined || matchAt(separator, text, value.next) !== undefined) return undefined;
  // A list of names is no name and its value: ["id", "token", "email"].
  const mark = /\\{0,31}["'`]$/.exec(before)?.[0] ?? '';
  const first =
    /(?:[({]\s{0,4}|--?)$/.test(before.slice(0, before.length - mark.length)) || /-$/.test(before);
  const said = text.slice(value.from, value.to);
  if (
    closed > end &&
    (!first || mark === '`') &&
    !looksRandom(said, 6) &&
    !looksRandom(said.split(' ', 2)[1] ?? '', 8)
  )
    return undefined;
  return kind === 'header' || kind === 'cookie'
    ? [{ from: value.from, to: value.to }]
    : kept(source, kind, value, false, /s$/i.test(name));
}

/** `--password x`, `ENV DB_PASSWORD x`, `login shop password x`, `PASSWORD 'x'`, `password is x`, `| password | x |`. */
function spaced(
  source: Source,
  kind: SecretKind,
  name: string,
  end: number,
  closed: number,
  before: string,
): Span[] | undefined {
  const { text } = source;
  const gap = matchAt(/[ \t]{1,200}(?:\|[ \t]{0,80})?/y, text, closed);
  if (gap === undefined || (kind !== 'password' && kind !== 'token')) return undefined;
  const between = text.slice(closed, gap);
  const first = text[gap] ?? '';
  const flag = /(?:^|[\s"'`([,])-{1,2}$/.test(before);
  if (flag) {
    if (first === '-' || first === '') return [];
    return taken(source, gap, 'word');
  }
  if (
    /^pass$/i.test(name) &&
    !setCommand.test(before) &&
    !/^\t| {2}/.test(between) &&
    !/\d/.test(text.slice(gap, gap + 40))
  )
    return undefined;
  const value = readValue(source, gap, 'word', undefined, mostPeeked);
  if (value === undefined) return undefined;
  const said = text.slice(value.from, value.to);
  const snake = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name);
  if (setCommand.test(before) || /\bconfig(?:ure)? set $/.test(before)) return kept(source, kind, value);
  if (between.includes('|')) {
    const isCell = /^[ \t]{0,100}(?:$|[|\n"'`\\])/.test(text.slice(value.next, value.next + 120));
    return isCell && lineStart.test(before) ? kept(source, kind, value) : undefined;
  }
  if (/^(?:requirepass|masterauth)$/.test(name)) return kept(source, kind, value);
  if (/\blogin \S{1,60} $/.test(before)) return kept(source, kind, value);
  const column = /^(?:\t|[ ]{2})/.test(between) && lineStart.test(before);
  if (column) return kept(source, kind, value, true);
  const is = matchAt(/[ \t](?:is|was|of|provided|given|used|received)[ \t:]{1,3}/y, text, closed);
  if (is !== undefined) {
    const told = readValue(source, is, 'word', undefined, mostPeeked);
    const word = told && text.slice(told.from, told.to);
    return told && word && (told.quoted ? kind === 'password' : looksRandom(word.replace(/[.,]$/, ''), 6))
      ? kept(source, kind, told)
      : undefined;
  }
  if (value.quoted)
    return kind === 'password' && closed === end ? kept(source, kind, value, true) : undefined;
  if (/=["'\\]/.test(said)) return undefined;
  const inside = said.replace(/^[[(<]|[\])>.,;:]{1,3}$/g, '');
  if (kind === 'password' && /\d/.test(said) && looksRandom(inside, 6) && !hashes.test(said))
    return kept(source, kind, value);
  const least = snake ? 8 : 12;
  return looksRandom(said.replace(/[.,;:]$/, ''), least) && !hashes.test(said)
    ? kept(source, kind, value)
    : undefined;
}

function taken(source: Source, from: number, reach: 'word'): Span[] {
  const value = readValue(source, from, reach);
  return value === undefined ? [] : kept(source, 'password', value);
}

function kept(source: Source, kind: SecretKind, value: ReadValue, prose = false, plural = false): Span[] {
  const { from, to, quoted } = value;
  const said = source.text.slice(from, Math.min(to, from + longestPlain + 1));
  return to > from && isSecretValue({ kind, value: said, quoted, prose, plural }) ? [{ from, to }] : [];
}
