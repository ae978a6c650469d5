import { assigned, kept, lineStart, type Named, separator } from './assignments.ts';
import { closers, inElement, inPair, mostPeeked, valueBeforeName } from './fields.ts';
import { secretKind } from './secret-names.ts';
import { looksRandom } from './secret-values.ts';
import { matchAt, readValue, Source, type Span } from './value-reader.ts';

/** A text without any of these contains no secret's name: for most texts from ECS the check ends here. */
const hint =
  /p[a4@][s5$]|pw|ps[wk]|s[e3]cr|t[o0]k[e3]n|key|cred|auth|cookie|sess|sid|sig|hmac|otp|pin|cv[vc]|dsn|salt|mnemonic|bearer|pat|jwt|phrase|code|mdp|salasana|lozinka|geslo|parola|sifre|jelsz|motde|csrf|xsrf|saml|licen|assert|kennwort|contrase|senha|wachtw|heslo|\P{ASCII}/iu;
const names = /[\p{L}\p{N}_$](?:[\p{L}\p{N}_.$-]|@(?=[s5$]{2}))*/gu;
const arns = /\barn:aws[\w-]{0,20}:[^\s"'`<>,;\\=?()[\]{}]*|\{\{resolve:[^\s{}"']{1,300}\}\}/g;

const valueName = /^(?:\w{0,20}value|val)$/i;
const argument = /[ \t]{0,4},\s{0,20}(?=[brfuL@$]{0,2}\\{0,31}["'`])/y;
const call = /\([ \t]{0,4}(?=[brfuL@$]{0,2}\\{0,31}["'`])/y;
const setters = /^(?:set|with|use|add|put|new|default|user|db)(?![a-z])|^[a-z]+$|^[A-Z]+$/;
const setCommand = /(?:^|\n)[ \t]{0,40}(?:ENV|set|setx|SetEnv|setenv|env|fastcgi_param|proxy_set_header) $/i;
/** The word before `key`, `phrase` or `code` in a sentence: `the API key is x`. */
const wordBefore = /(?:^|[\s"'(-])([A-Za-z0-9]{2,20})[ -]$/;
/** `: 1234`, `=1234`, ` is 123 456`, ` 123456`; a sentence with a count continues with a word: `pin: 3000 connections`. */
const typedDigits =
  /(?:[ \t]{1,4}for[ \t]{1,4}(?:(?:the|user|account)[ \t]{1,4}){0,2}[\w.@+-]{1,80}(?=[ \t]{0,4}[:=]|[ \t]{1,4}(?:is|was)\b))?\\{0,31}["'`]?[ \t]{0,4}(?:[:=：＝]|[ \t](?:is|was)\b:?)?[ \t]{0,4}\\{0,31}["'`]?((?:[A-Z]-)?(?:\d{3,4}[ -]\d{3,4}|\d{3,10}))(?![\w,.]\w)/y;
/** What a sentence puts between a secret's name and its value: `set to`, `for ann:`, `generated:`, `has been reset to`, `is`. */
const toldBy =
  /(?:[ \t]{1,4}(?:for|of)[ \t]{1,4}(?:(?:the|user|account|service|role|database|admin)[ \t]{1,4}){0,2}(?!(?:user|username|name|account|service|role|database|host)\b)["']?[\w.@/-]{1,60}["']?)?(?:[ \t]{1,4}(?:has|have|is|was|been|now)){0,2}(?:[ \t]{1,4}(?:generated|created|set|changed|reset|updated|rotated|assigned|issued))?(?:[ \t]{0,4}[:=]|[ \t]{1,4}(?:to|as|is|was|of|provided|given|used|received):?)[ \t]{1,4}/iy;
/** Not a value, but the next word of a sentence: `--token flag is required`, `TOKEN and then`. */
const sentenceGoesOn =
  /(?:flag|option|argument|parameter|switch|value|and|or|to|as|is|was|are|in|for|with|of|from|then|must|may|has|have|not|requires?|if|when)[ \t]{1,4}-{0,2}[a-z]/y;
const goesOn = /[ \t]{1,4}[a-z]/y;
/** `password[x]`, `password{x}`, `password(x)`. */
const inBrackets = /\[([^\s[\]"'`,;]{1,200})\]|\{([^\s{}"'`,;]{1,200})\}|\(([^\s()"'`,;]{1,200})\)/y;
/** A preceding field in the same notation. */
const bracketsBefore = /\w[[({][^\s[\](){}]{1,60}[\])}][\s,;]{1,3}$/;
const hashes = /^(?:sha|md|bcrypt|argon|scrypt|pbkdf)/i;

/**
 * Every value next to the name of a secret. Linear in the text's length thanks to `longestPlain` and `isReadTooOften`; undefined if it took too long.
 */
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
    if (source.isReadTooOften || (++turns % 64 === 0 && isOver())) return undefined;
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

function valuesOf(source: Source, at: number, name: string): Span[] {
  const { text } = source;
  let before = text.slice(Math.max(0, at - 80), at);
  let kind = secretKind(name);
  if (kind === undefined && /^(?:keys?|phrase|codes?)$/i.test(name)) {
    const word = wordBefore.exec(before)?.[1];
    kind = word === undefined ? undefined : secretKind(`${word}_${name}`);
    if (word !== undefined) before = before.slice(0, -word.length - 1);
  }
  if (kind === undefined) return [];
  const end = at + name.length;
  const closed = matchAt(closers, text, end) ?? end;
  const named = { source, kind, name, at, end, closed, before };
  const beside = inElement(named) ?? inPair(named) ?? digits(named);
  if (beside !== undefined || kind === 'pin') return beside ?? [];
  return assigned(named) ?? passed(named) ?? bracketed(named) ?? spaced(named) ?? [];
}

/** `PIN=1234`, `verification code: 123 456`, `the OTP is 123456`. */
function digits({ source, kind, name, closed }: Named): Span[] | undefined {
  if (kind !== 'pin' && !/^(?:t?otp|passcode)$/i.test(name)) return undefined;
  const { text } = source;
  typedDigits.lastIndex = closed;
  const typed = typedDigits.exec(text)?.[1];
  if (typed === undefined || typed.length < (/^cv[vc]/i.test(name) ? 3 : 4)) return undefined;
  const to = typedDigits.lastIndex;
  if (/pin(?:_?code)?$/i.test(name) && text[closed] !== '=' && matchAt(goesOn, text, to) !== undefined)
    return undefined;
  return [{ from: to - typed.length, to }];
}

/** `password[x]`; round brackets may also hold an argument, square ones an index. */
function bracketed({ source, kind, name, closed, end, before }: Named): Span[] | undefined {
  if (closed > end || (kind !== 'password' && kind !== 'token')) return undefined;
  const { text } = source;
  inBrackets.lastIndex = end;
  const [whole = '', square, curly, round] = inBrackets.exec(text) ?? [];
  const said = square ?? curly ?? round;
  if (said === undefined || /^\d{1,3}$/.test(said)) return undefined;
  // A function with this name, and its argument.
  const isCall = round !== undefined && (!/^(?:[a-z]+|[A-Z]+)$/.test(name) || /^pass$|s$/i.test(name));
  if (isCall || (round !== undefined && /^\d+$/.test(said))) return undefined;
  const isPlain = /^[A-Za-z_$][A-Za-z_.$]*$/.test(said);
  const isArgument =
    round !== undefined && (said.length < 6 || /user|name|pass|value|hash|input|field/i.test(said));
  const isCode = isPlain && (isArgument || (square !== undefined && said.length < 5));
  if ((isCode || !/^[A-Za-z]+$/.test(name)) && !bracketsBefore.test(before) && !looksRandom(said, 6))
    return undefined;
  const to = end + whole.length - 1;
  return kept(source, kind, { from: end + 1, to, next: to, quoted: false }, kind === 'token');
}

/** `put("password", "x")`, `["--token", "x"]`, `setPassword("x")`. */
function passed({ source, kind, name, end, closed, before }: Named): Span[] | undefined {
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
  // A list of names is not a name and its value: ["id", "token", "email"].
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
function spaced({ source, kind, name, end, closed, before }: Named): Span[] | undefined {
  const { text } = source;
  const gap = matchAt(/[ \t]{1,200}(?:\|[ \t]{0,80})?/y, text, closed);
  if (gap === undefined || (kind !== 'password' && kind !== 'token')) return undefined;
  const between = text.slice(closed, gap);
  const first = text[gap] ?? '';
  const flag = /(?:^|[\s"'`([,])-{1,2}$/.test(before);
  if (flag) {
    if (first === '-' || first === '' || matchAt(sentenceGoesOn, text, gap) !== undefined) return [];
    return taken(source, gap, 'word');
  }
  if (
    /^pass$/i.test(name) &&
    !setCommand.test(before) &&
    !/^\t| {2}/.test(between) &&
    !/\d/.test(text.slice(gap, gap + 40))
  )
    return undefined;
  const from = matchAt(toldBy, text, closed);
  if (from !== undefined) return told(source, kind, from);
  if (matchAt(sentenceGoesOn, text, gap) !== undefined) return undefined;
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
  if (/\blogin\s{1,4}\S{1,60}\s{1,20}$/.test(before)) return kept(source, kind, value);
  const column = /^(?:\t|[ ]{2})/.test(between) && lineStart.test(before);
  if (column) return kept(source, kind, value, true);
  if (value.quoted && closed === end) {
    // `apiKey "x"`: a setting, unless it is part of a sentence.
    const isSetting = /[a-z][A-Z]|_/.test(name) && !/[a-z] $/.test(before);
    return kind === 'password' || isSetting ? kept(source, kind, value, kind === 'password') : undefined;
  }
  if (value.quoted) return undefined;
  if (/=["'\\]|^[A-Za-z_.-]{1,40}=[^=]/.test(said)) return undefined;
  const inside = said.replace(/^[[(<]|[\])>.,;:]{1,3}$/g, '');
  if (kind === 'password' && /\d/.test(said) && looksRandom(inside, 6) && !hashes.test(said))
    return kept(source, kind, value);
  const least = snake ? 8 : 12;
  return looksRandom(said.replace(/[.,;:]$/, ''), least) && !hashes.test(said)
    ? kept(source, kind, value)
    : undefined;
}

/** What a sentence says a secret is: a text in quotes, or one that looks random. */
function told(source: Source, kind: Named['kind'], from: number): Span[] | undefined {
  const value = readValue(source, from, 'word', undefined, mostPeeked);
  const word = value && source.text.slice(value.from, value.to);
  return word && (value.quoted ? kind === 'password' : looksRandom(word.replace(/[.,;!]$/, ''), 6))
    ? kept(source, kind, value)
    : undefined;
}

function taken(source: Source, from: number, reach: 'word'): Span[] {
  const value = readValue(source, from, reach);
  return value === undefined ? [] : kept(source, 'password', value);
}
