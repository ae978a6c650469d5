/// <reference lib="es2025.intl" />

/** A text from outside in `code` format: escaped, on one line, without its own backticks, at most 200 characters. */
export function code(text: string): string {
  const plain = text.replace(/[`\s]+/g, ' ').trim();
  return `\`${escapeEntities(cut(plain, 200)).trim() || ' '}\``;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * What Slack reads as markup in a text: `*bold*`, `_italic_`, `~struck~`, code, `:fire:`, a quote. Matching just the start of one is close enough.
 */
const markup =
  /`|(?<![\p{L}\p{N}])[*_~](?=\S)|:(?:100|1234|(?=\d{0,100}[a-z\p{Lo}+_'-])[a-z0-9\p{Lo}\p{Lm}_+'-]{1,100}):|^\s{0,20}>/u;
const arn = /\barn:[\w-]{1,20}:[^\s*~`]*/g;
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * Escapes a text from outside (a name, a reason, typed text) so that Slack shows it as it is: no link, no mention, and without the invisible
 * characters that change the writing direction, which could rearrange the words around it. mrkdwn has no escape for its marks; only code format shows
 * them, so a line that contains some is put in code format, its backticks replaced by a look-alike.
 */
export function escapeText(text: string): string {
  return text.split(lineBreak).map(literal).join('\n');
}

function literal(line: string): string {
  if (!markup.test(line.replace(arn, '/'))) return escapeEntities(line);
  const marked = line.trim();
  const [before, after] = [
    line.slice(0, line.indexOf(marked)),
    line.slice(line.indexOf(marked) + marked.length),
  ];
  return `${before}\`${escapeEntities(marked.replaceAll('`', 'ˋ'))}\`${after}`;
}

/** The same for a text that is already in code format, or in an address. */
export function escapeEntities(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[&<>]/g, (character) => entities[character] ?? character);
}

/**
 * The text, shortened to Slack's limit, with a visible mark. A surrogate pair, an entity (`&amp;`) and markup in angle brackets (`<!date^…>`, a link)
 * are dropped rather than cut in two.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/(?:[\uD800-\uDBFF]|&[a-z]{0,3}|<[^<>]{0,300})$/, '');
  return `${kept}…`;
}

/** A link with a text. Characters that would end it early are percent-encoded; an invalid address is shown by Slack as it is. */
export function link(url: string, text: string): string {
  const safe = /^https?:\/\//.test(url) ? escapeEntities(url).replaceAll('|', '%7C') : '';
  return safe === '' ? text : `<${safe}|${text}>`;
}

/**
 * A text from outside for a place where Slack reads no markup: on one line, without the invisible characters that change the writing direction, at
 * most 300 characters.
 */
export function plainText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(plain, 300) || ' ';
}

/**
 * A sentence from outside (a stopped reason, a service event): escaped, on one line, at most 300 characters. A person's id in it stays an id, also in
 * the bot's own reasons: anybody with the right to stop a task can give ECS the same text, so only the audit says who it was.
 */
export function quote(text: string): string {
  return escapeText(cut(text.replace(/\s+/g, ' ').trim(), 300));
}

/** A time in the reader's own time zone and words (`Today at 14:03`); clients that don't support it show UTC. */
export function slackDate(date: Date): string {
  const seconds = Math.floor(date.getTime() / 1000);
  const utc = date.toISOString().replace('T', ' ').slice(0, 16);
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc} UTC>`;
}

const units = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/**
 * A duration in milliseconds as people say it: `38s`, `4m 38s`, `3h 5m`, `12d 1h`; `3 時間 5 分`. Two units at most, rounded down; less than a second,
 * or a negative value from clocks that disagree, is `0s`.
 */
export function formatAge(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000)) || 0;
  const first = units.findIndex(([, size]) => seconds >= size);
  // A zero is left out, unless it is all there is.
  if (first === -1) return format({ seconds: 0 }, locale);
  const parts: { [Unit in (typeof units)[number][0]]?: number } = {};
  let rest = seconds;
  for (const [unit, size] of units.slice(first, first + 2)) {
    parts[unit] = Math.floor(rest / size);
    rest %= size;
  }
  return format(parts, locale);
}

function format(parts: Parameters<Intl.DurationFormat['format']>[0], locale: string): string {
  const secondsDisplay = Object.keys(parts).length === 1 ? 'always' : 'auto';
  // The narrow style of Japanese would also be `3h5m`.
  const style = locale === 'ja' ? 'short' : 'narrow';
  return new Intl.DurationFormat(locale, { style, secondsDisplay }).format(parts);
}

/** A count with its thousands apart, `12,345`, in English as in Japanese. The first `Intl.NumberFormat` would cost 15 ms of a cold start. */
export function formatCount(count: number): string {
  const groups: string[] = [];
  let rest = String(count);
  for (; rest.length > 3; rest = rest.slice(0, -3)) groups.unshift(rest.slice(-3));
  return [rest, ...groups].join(',');
}

/** A size in bytes as megabytes of a million bytes, as ECR's console counts: `62.1 MB`. */
export function formatSize(bytes: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1_000_000);
}

const sizes = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

type Unit = (typeof sizes)[number][0];

/**
 * A span of whole seconds in its two largest units, leaving out zeros; in the smaller unit alone while it is less than `single` seconds: 90 s rather
 * than 1 min 30 s.
 */
export function spanParts(seconds: number, single: number): (readonly [Unit, number])[] {
  if (seconds < single) return [['second', seconds]];
  const first = sizes.findIndex(([, size]) => seconds >= size);
  const [big, small] = sizes.slice(first);
  if (big === undefined) return [['second', 0]];
  const count = Math.floor(seconds / big[1]);
  const rest = small === undefined ? 0 : Math.floor((seconds % big[1]) / small[1]);
  return [[big[0], count], ...(small === undefined || rest === 0 ? [] : [[small[0], rest] as const])];
}

/**
 * A time that a person typed, in its largest whole unit, in the catalogue's own words; if that number would be too large to picture, in all its
 * units.
 */
export function formatSpan(ms: number, write: (unit: Unit, count: number) => string): string {
  let rest = Math.round(ms / 1000);
  const [unit, size] = sizes.find(([, each]) => rest % each === 0) ?? sizes[3];
  if (rest / size <= mostOfOne[unit]) return write(unit, rest / size);
  const parts: string[] = [];
  for (const [each, seconds] of sizes) {
    const count = Math.floor(rest / seconds);
    rest %= seconds;
    if (count > 0) parts.push(write(each, count));
  }
  return parts.join(' ');
}

/** 90 min and 36 h stay as they are; 600 min become 10 h. */
const mostOfOne = { day: Number.POSITIVE_INFINITY, hour: 72, minute: 120, second: 120 };

/** `sha256:` and the first twelve digits: enough to tell images apart, as Docker shows it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** An image's name as people say it: `shop/web:1.4.2` without its registry's host, a digest shortened to its first digits. */
export function shortImage(image: string): string {
  return withShortDigest(image.replace(/^(?=[^/@]*[.:]|localhost\/)[^/@]*\//, ''));
}

/** Two images to compare, with short digests: without their registry, unless that is another one, which must not be overlooked. */
export function comparedImages(before: string, after: string): readonly [before: string, after: string] {
  if (before.split('/')[0] === after.split('/')[0]) return [shortImage(before), shortImage(after)];
  return [withShortDigest(before), withShortDigest(after)];
}

function withShortDigest(image: string): string {
  return image.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@$1');
}

/** The word for a value from AWS or Slack; undefined if there is none: they add values, and `constructor` exists on every object. */
export function wordOf<Word>(words: Readonly<Record<string, Word>>, value: string): Word | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined;
}
