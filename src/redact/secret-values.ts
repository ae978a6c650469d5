import type { SecretKind } from './secret-names.ts';

/** A value next to the name of a secret. */
interface Candidate {
  readonly kind: SecretKind;
  readonly value: string;
  readonly quoted: boolean;
  /** The name is a plain word in a sentence: `invalid token: x`. */
  readonly prose: boolean;
  /** The name is plural: `tokens`. */
  readonly plural: boolean;
}

/** A longer value is a secret whatever it says; no shorter one is checked twice, which keeps the reading linear. */
export const longestPlain = 200;

const nothing =
  /^(?:|null|nil|none|undefined|nan|n\/a|true|false|yes|no|on|off|empty|unset|required|optional|enabled|disabled|present|absent|ok|sent|changed|expired|missing|invalid|incorrect|wrong|denied|failed|rejected|revoked|refreshed|unknown|mismatch|\*+|x{3,}|•+|\.{2,}|-+|[<[({*]*(?:redacted|filtered|masked|hidden|secret|removed|sensitive|sanitized|protected|omitted)[>\])}*]*|‹masked›)$/i;
const placeholder =
  /^(?:\$\{[\w.:-]+\}|\$\w+|\$\([^)]*\)|\{\{.*\}\}|\$\{\{.*\}\}|<[\w -]+>|%[sdv]|%\(\w+\)s|:[a-z_]+|\?|@[a-z_]+|#\{\w+\}|\{\w*\})[;,)]*$/;
/** A placeholder for a value in a usage text: `[--api-key API_KEY]`. */
const metavariable = /^(?:[A-Z]+_)*(?:PASSWORD|PASS|SECRET|TOKEN|KEY)[\])]*$/;
const reference =
  /^(?:arn:aws[\w-]*:|!(?:Ref|Sub|GetAtt|ImportValue|FindInMap|If|Select|Join)\b|(?:process\.env|os\.(?:environ|getenv)|System\.getenv|ENV[.[]|var\.|local\.|module\.|data\.|secrets?\.|config\.|settings\.|env\.|self\.|this\.|req(?:uest)?\.|args\.|params?\.|props\.|user\.|ctx\.|options\.|vault:|ssm:|aws-?sm:))/;
const called = /^(?:await |new )?([\w$.]+)\(/;
/** A parser's names for the tokens that it reads. */
const parsed =
  /^(?:EOF|EOL|NEWLINE|INDENT|DEDENT|IDENT(?:IFIER)?|STRING|NUMBER|SYMBOL|KEYWORD|COMMA|SEMICOLON)$/;
/** The name a secret is stored under, `shop/db`, with the six characters that Secrets Manager appends. */
const secretName = /^\/?[a-z][a-z_.-]{0,60}\d{0,2}(?:\/[a-z][a-z_.-]{0,60}\d{0,2}){1,8}(?:-[A-Za-z0-9]{6})?$/;
/** `req.body.token`, a piece of code. */
const member = /^[A-Za-z_$][A-Za-z_$]*(?:\.[A-Za-z_$]+)+[;,)]*$/;
/** Functions that read or create a value rather than wrap one. */
const reads =
  /get|env|read|load|fetch|lookup|find|generate|prompt|input|hash|config|param|require|import|sign|verify|^z\./i;
const words = /^[\w$., ]*\)[;,)]*$/;
const type =
  /^[[(]?(?:string|str|text|number|int|bool(?:ean)?|bytes|any|unknown|object|uuid|varchar(?:\(\d+\))?|secretstr|optional(?:[[<]\w+[\]>])?|option<\w+>|&str|char\*?)(?:[;,)\]|? ].*)?$/i;
/** How sentences about a secret continue: `must contain a digit`, `is wrong`. */
const sentence =
  /^(?:must|should|shall|cannot|can't|can|could|may|might|is|isn't|are|was|were|has|have|had|does|doesn't|did|do|not|no|too|at least|minimum|min|max|maximum|required|missing|invalid|incorrect|wrong|expired|denied|failed|failure|error|expected|unexpected|unable|unbound|unset|unknown|please|needs?|contains?|given|found|loaded|could|will|would|none|never|only|length|audience|timeout|key not|bad|mismatch|malformed)\b/i;

/** A code typed to prove who you are: digits, perhaps in two groups, or capitals with a digit. */
const pin = /^(?:[A-Z]-)?(?:\d{3,10}|\d{3,4}[ -]\d{3,4}|(?=[A-Z]{0,11}\d)[A-Z\d]{4,12})$/;
/** `9F3K-22LM-QX81`. */
const groups = /^[A-Z\d]{4,6}(?:-[A-Z\d]{4,6}){2,8}$/;
/** Names of software licences. */
const licence = /^(?:[AL]{0,2}GPL|Apache|BSD|MIT|MPL|CC|EPL|EUPL|ISC|BUSL|SSPL)-/i;

/** Whether the value next to the name of a secret is a secret, and not a placeholder, a type, a reference or a sentence about it. */
export function isSecretValue({ kind, value, quoted, prose, plural }: Candidate): boolean {
  if (value.length > longestPlain) return true;
  const text = value.trim();
  if (nothing.test(text) || placeholder.test(text) || text.startsWith('arn:aws')) return false;
  if (sentence.test(text) && (text.includes(' ') || !quoted)) return false;
  if (!quoted && (metavariable.test(text) || reference.test(text) || isCall(text) || type.test(text)))
    return false;
  if (kind === 'token' && !quoted && (member.test(text) || parsed.test(text))) return false;
  if (kind === 'token' && secretName.test(text)) return false;
  // A user and a password: `auth=("shop", "x")`.
  if (kind === 'weak')
    return (
      /^\(["'][^"'\n]+["'], ?["']/.test(text) ||
      (looksRandom(text, groups.test(text) ? 12 : 16) && !licence.test(text))
    );
  if (kind === 'pin') return pin.test(text);
  if (kind === 'password')
    return !prose || !/^[[(<]/.test(text) || looksRandom(text.replace(/[[\]()<>]/g, ''), 6);
  if (!quoted && /^\d{1,7}$/.test(text)) return false;
  if (/^[[(]/.test(text))
    return /["'`][^"'`]/.test(text) || looksRandom(text.split(/[\s,]/, 1)[0]?.slice(1) ?? '', 8);
  if (plural && !quoted) return looksRandom(text, 8);
  return !prose || looksRandom(text, 7);
}

/** Whether letters and digits, or both cases, are mixed, and it is not something that usually looks that way: an id, a version, a path, a time. */
export function looksRandom(text: string, least: number): boolean {
  if (text.length < least || /[\s(){}<>]/.test(text)) return false;
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return false;
  if (/^\d{4}-\d{2}-\d{2}|^v?\d+\.\d+|^[./~]|^[a-z][a-z0-9+.-]*:\/\/|^arn:/i.test(text)) return false;
  const hasDigit = /\d/.test(text);
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
  return (hasDigit && /[a-z]/i.test(text)) || (mixed && text.length >= 16 && !/[/.:-]/.test(text));
}

/** `getToken()`, `config.get("password")`, `hash(password)`; not `SecretStr("x")`. */
function isCall(text: string): boolean {
  const [opening, name = ''] = called.exec(text) ?? [];
  return opening !== undefined && (isReader(name) || words.test(text.slice(opening.length)));
}

/** Whether a function of this name reads or creates a value, so that its argument is not the value: `getenv("DB_PASSWORD")`. */
export function isReader(name: string): boolean {
  return reads.test(name);
}
