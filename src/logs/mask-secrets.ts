/** What takes the place of a secret. */
const mask = '‹masked›';

type Shape = readonly [pattern: RegExp, replacement: string];

/** What a secret is called, with whatever stands before: `DB_PASSWORD`, `spring.datasource.password`. */
const name = String.raw`[\w.-]{0,60}(?:passw(?:or)?d|passphrase|[_.-]pass|pwd|secret|token|[_-]signature|(?:api|access|private|secret|encryption|signing|master|service|account)[_-]?key(?:[_-]?base)?|credentials?)`;
/** A quote, or one of JSON that stands in JSON. */
const quote = String.raw`\\*["']`;
/** What is assigned: to the end of its quotes, else to the next space or sign between fields. */
const value = String.raw`(?:(\\+["'])(?:(?!\2)[^\r\n]){0,4000}|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|(?:[^\s,;&"'}\]\\]|\\(?!["']))+)`;

/**
 * Shapes of secrets. The wide ones (a PEM block to its end or the text's, a header to its line's) come first, so that no narrow one
 * leaves a part of them standing. A block whose beginning was cut off is found by its end.
 */
const shapes: readonly Shape[] = [
  [
    /-----BEGIN [A-Z0-9 ]*(?:KEY|CERTIFICATE|MESSAGE)[A-Z0-9 ]*-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g,
    mask,
  ],
  [/^[\s\S]*-----END [A-Z0-9 ]*(?:KEY|CERTIFICATE|MESSAGE)[A-Z0-9 ]*-----/g, mask],
  [/((?:proxy-)?authorization\\*["']?\s*[:=]\s*)[^\r\n]+/gi, `$1${mask}`],
  [/((?:set-)?cookie\\*["']?\s*[:=]\s*)[^\r\n]+/gi, `$1${mask}`],
  [/\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi, `$1${mask}`],
  [/\bxox[a-z](?:\.xox[a-z])?-[\w-]+/gi, mask],
  [/\bxapp-[\w-]+/gi, mask],
  [/hooks\.slack\.com\/(?:services|workflows)\/[\w/]+/gi, `hooks.slack.com/${mask}`],
  [/\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{12,}/g, mask],
  [/\bgh[pousr]_\w{16,}|\bgithub_pat_\w{16,}|\bglpat-[\w-]{16,}/g, mask],
  [/\b[sr]k_(?:live|test)_\w{8,}|\bsk-[\w-]{16,}|\bAIza[\w-]{20,}|\bnpm_\w{20,}/g, mask],
  [/\beyJ[\w-]{6,}\.[\w-]*(?:\.[\w-]*)?/g, mask],
  // A password in an address: everything from the colon to the last @ before the path.
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,200}:)[^\s/]+(?=@)/gi, `$1${mask}`],
  [new RegExp(String.raw`((?<![\w.-])(?:${quote})?${name}(?:${quote})?\s*=\s*)${value}`, 'gi'), `$1${mask}`],
  // A path that ends in such a name, and a colon: an image and its tag, a task definition and its revision.
  [new RegExp(String.raw`((?<![\w./-])(?:${quote})?${name}(?:${quote})?\s*:\s*)${value}`, 'gi'), `$1${mask}`],
  // An environment as ECS and Kubernetes write it.
  [
    new RegExp(
      String.raw`(${quote}name${quote}\s*:\s*${quote}${name}${quote}\s*,\s*${quote}value${quote}\s*:\s*)${value}`,
      'gi',
    ),
    `$1${mask}`,
  ],
  [
    new RegExp(
      String.raw`(${quote}value${quote}\s*:\s*)${value}(?=(?:${quote})?\s*,\s*${quote}name${quote}\s*:\s*${quote}${name}${quote})`,
      'gi',
    ),
    `$1${mask}`,
  ],
  [new RegExp(String.raw`((?<![\w.-])--?${name}\s+)[^\s-]\S*`, 'gi'), `$1${mask}`],
];

/**
 * A text without what looks like a secret: Slack tokens, AWS keys, Authorization headers and cookies, passwords and tokens that are named
 * so, passwords in addresses, JWTs, PEM blocks. It knows shapes, not secrets: one that looks like nothing stays.
 */
export function maskSecrets(text: string): string {
  return shapes.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
