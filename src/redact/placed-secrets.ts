import { kept } from './assignments.ts';
import { secretKind } from './secret-names.ts';
import { looksRandom } from './secret-values.ts';
import { matchAt, readValue, Source, type Span } from './value-reader.ts';

/** Secrets recognised by the text around them: in an address, a PEM block, a Kubernetes Secret, a row of SQL; and payment cards. */
export function placedSecrets(text: string): Span[] {
  return [
    ...addressSecrets(text),
    ...privateKeys(text),
    ...cardNumbers(text),
    ...kubernetesSecrets(text),
    ...insertedSecrets(text),
  ];
}

/** The part of an address after `://`, as far as a password in it may extend. */
const address = /[^\s"'`<>\\]{1,500}/y;
const host = /@(?:[\w.-]+|\[[\da-f:.]+\])?(?::\d{1,5})?(?=[/?#,)\]};.:]|$)/gi;

/** Servers for which a single word before the @ is a password or a token; `default` is a Redis user. */
const withoutUser = /(?:^|[^a-z])(?:rediss?|valkeys?|nats)$/i;

/** Passwords in addresses, from the first colon to the last @ before a host; a long user name without a password is a token. */
function addressSecrets(text: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at)) {
    const hasNoUser = withoutUser.test(text.slice(Math.max(0, at - 10), at));
    at += 3;
    const end = matchAt(address, text, at) ?? at;
    const rest = text.slice(at, end);
    if (!rest.includes('@')) {
      at = end;
      continue;
    }
    const span = passwordOf(rest, hasNoUser);
    if (span === undefined) continue;
    found.push({ from: at + span.from, to: at + span.to });
    at += span.to;
  }
  return found;
}

function passwordOf(rest: string, hasNoUser: boolean): Span | undefined {
  const authority = rest.search(/[/?#]/);
  const colon = rest.indexOf(':');
  const slash = authority < 0 ? rest.length : authority;
  // The last @ followed by a host; after a host with a port there is no user.
  const last = [...rest.matchAll(host)].at(-1)?.index ?? rest.lastIndexOf('@');
  if (colon >= 0 && colon < slash && colon < last) {
    if (/^\d{1,5}[/?#]/.test(rest.slice(colon + 1)) && rest.indexOf('@') > slash) return undefined;
    return last > colon + 1 ? { from: colon + 1, to: last } : undefined;
  }
  const user = rest.slice(0, rest.indexOf('@'));
  return looksRandom(user, 16) || (hasNoUser && user !== 'default')
    ? { from: 0, to: user.length }
    : undefined;
}

const keyBegin = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z0-9 ]{0,20}-{4,5}/g;
const keyEnd = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z0-9 ]{0,20}-{4,5}/g;
/** What separates a key's lines, as text or as an escape. */
const keyGap = String.raw`(?:\s|\\{1,31}[nr]|["'+,>|])`;
/** The lines after a BEGIN whose END is missing. */
const keyBody = new RegExp(
  String.raw`(?:${keyGap}*(?:[\w-]{1,40}: [^\n\\]{1,80}|[A-Za-z0-9+/=]{16,}|[A-Za-z0-9+/=]+$))+`,
  'y',
);
const blockLine = /^[A-Za-z0-9+/=]{16,}$/;

/** Private keys in PEM, even if their BEGIN or END is missing. */
function privateKeys(text: string): Span[] {
  const found: Span[] = [];
  const ends = [...text.matchAll(keyEnd)].map(({ index, 0: mark }) => ({
    from: index,
    to: index + mark.length,
  }));
  let done = 0;
  let next = 0;
  function alone(close: Span | undefined): void {
    if (close === undefined || close.from < done) return;
    found.push(beforeEnd(text, done, close));
    done = close.to;
  }
  for (const { index, 0: mark } of text.matchAll(keyBegin)) {
    if (index < done) continue;
    const start = index + mark.length;
    for (; (ends[next]?.from ?? start) < start; next++) alone(ends[next]);
    keyBody.lastIndex = start;
    const close = ends[next++];
    const to = close?.to ?? (keyBody.test(text) ? keyBody.lastIndex : start);
    found.push({ from: index, to });
    done = to;
  }
  for (const close of ends.slice(next)) alone(close);
  return found;
}

/** For an END whose BEGIN was cut off: goes back over lines of nothing but base64. */
function beforeEnd(text: string, least: number, close: Span): Span {
  const pieces = text.slice(Math.max(least, close.from - 8000), close.from).split(/(\s+|(?:\\{1,31}[nr])+)/);
  let from = close.from;
  let last = true;
  for (const piece of pieces.reverse()) {
    if (piece !== '' && !/^(?:\s+|(?:\\{1,31}[nr])+)$/.test(piece)) {
      if (!blockLine.test(piece) && !(last && /^[A-Za-z0-9+/=]+$/.test(piece))) break;
      last = false;
    }
    from -= piece.length;
  }
  return { from, to: close.to };
}

const secretKindLine = /\bkind\\{0,31}["']?[ \t]{0,4}:[ \t]{0,4}\\{0,31}["']?Secret\b/;
/** Where the values are: `data:` and its indented lines, `"data":{…}`. */
const yamlData = /(?:^|\n|\\n)([ \t]{0,20})(?:data|stringData):[ \t]{0,20}(?=\r?\n|\\n)/g;
const jsonData = /\\{0,31}["'](?:data|stringData)\\{0,31}["'][ \t]{0,4}:\s{0,4}\{([^{}]{0,100000})\}/g;
const yamlLine =
  /(?:\r?\n|\\n)([ \t]{1,40})[\w.-]{1,253}:[ \t]{1,4}(?:[|>]-?(?:\r?\n|\\n)[ \t]{1,40})?["']?([^\s"'\\]{1,100000})["']?[ \t]{0,20}(?=\r?\n|\\n|["']|$)/y;
const jsonMember = /\\{0,31}["'][\w.-]{1,253}\\{0,31}["']\s{0,4}:\s{0,4}\\{0,31}["']([^"'\\]{1,100000})/g;

const padded = /^[A-Za-z0-9+/]{5,}={1,2}$/;

/** The values of a Kubernetes Secret, whatever their names; if the kind is not visible, only what is plainly base64. */
function kubernetesSecrets(text: string): Span[] {
  const isSecret = secretKindLine.test(text);
  const found: Span[] = [];
  for (const { index, 0: opening } of text.matchAll(yamlData)) {
    yamlLine.lastIndex = index + opening.length;
    for (let match = yamlLine.exec(text); match !== null; match = yamlLine.exec(text)) {
      const [whole, , value = ''] = match;
      if (!isSecret && !padded.test(value)) continue;
      const from = match.index + whole.lastIndexOf(value);
      found.push({ from, to: from + value.length });
    }
  }
  for (const { index, 0: whole, 1: members = '' } of text.matchAll(jsonData)) {
    const start = index + whole.length - 1 - members.length;
    for (const { index: at, 0: pair, 1: value = '' } of members.matchAll(jsonMember)) {
      if (!isSecret && !padded.test(value)) continue;
      const to = start + at + pair.length;
      found.push({ from: to - value.length, to });
    }
  }
  return found;
}

const insert =
  /\b(?:INSERT|REPLACE)\s{1,4}(?:IGNORE\s{1,4})?INTO\s{1,4}[^\s()]{1,200}\s{0,4}\(([^()]{1,1000})\)\s{0,10}VALUES\s{0,10}(?=\()/gi;
/** How many rows of one statement are read. */
const mostRows = 1000;

/** Values in the position of a column with a secret's name: `INSERT INTO users (name, password) VALUES ('app', 'x')`. */
function insertedSecrets(text: string): Span[] {
  const found: Span[] = [];
  const source = new Source(text);
  for (const { index, 0: head, 1: columns = '' } of text.matchAll(insert)) {
    const kinds = columns
      .split(',')
      .map((column) => secretKind(column.replace(/[^\p{L}\p{N}_$]+/gu, ' ').trim()));
    if (kinds.every((kind) => kind === undefined)) continue;
    let at = index + head.length;
    for (let row = 0; row < mostRows && text[at] === '('; row++) {
      for (const kind of kinds) {
        const value = readValue(source, at + 1, 'word', undefined, 1000);
        if (value === undefined) break;
        if (kind === 'password' || kind === 'token') found.push(...kept(source, kind, value));
        at = value.next;
        while (text[at] === ' ') at++;
        if (text[at] !== ',') break;
      }
      at = text.indexOf(')', at);
      at =
        at < 0
          ? text.length
          : at + (/^\)\s{0,4},\s{0,10}/.exec(text.slice(at, at + 20))?.[0].length ?? text.length);
    }
  }
  return found;
}

/** 13 to 19 digits, in one run or in a card's groups; digits next to a letter, a dot or a dash are part of something else. */
const digits =
  /(?<![\w.]|\w-)(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?!\w|[.-]\d)/g;
/** The prefixes and lengths of the large schemes' numbers (ISO/IEC 7812): they exclude times in milliseconds and ids. */
const scheme =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15})$/;

/** Payment card numbers, recognised by their check digit. */
function cardNumbers(text: string): Span[] {
  return [...text.matchAll(digits)]
    .filter(([number]) => isCard(number.replace(/[ -]/g, '')))
    .map(({ index, 0: number }) => ({ from: index, to: index + number.length }));
}

function isCard(number: string): boolean {
  if (!scheme.test(number)) return false;
  const sum = [...number].reverse().reduce((total, sign, index) => {
    const digit = Number(sign) * (index % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
