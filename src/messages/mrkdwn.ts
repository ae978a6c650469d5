/// <reference lib="es2025.intl" />

/** A text from outside in `code` letters: escaped, on one line, its own backticks taken out, at most 200 characters. */
export function code(text: string): string {
  const plain = text.replace(/[`\s]+/g, ' ').trim();
  return `\`${escapeEntities(cut(plain, 200)).trim() || ' '}\``;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * What Slack reads as mark-up in a text: `*bold*`, `_italic_`, `~struck~`, code, `:fire:`, a quote. Where one of these only begins, that is
 * close enough.
 */
const markup =
  /`|(?<![\p{L}\p{N}])[*_~](?=\S)|:(?:100|1234|(?=\d{0,100}[a-z\p{Lo}+_'-])[a-z0-9\p{Lo}\p{Lm}_+'-]{1,100}):|^\s{0,20}>/u;
const arn = /\barn:[\w-]{1,20}:[^\s*~`]*/g;
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * A text from outside (a name, a reason, what was typed) so that Slack shows it as it is: no link, no mention, and without the invisible
 * characters that turn the direction of writing, which could rearrange the words around it. mrkdwn has no escape for its marks; only code
 * letters show them, so a line that holds some is put in these, its backticks replaced by a look-alike.
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

/** The same for a text that stands in code letters already, or in an address. */
export function escapeEntities(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[&<>]/g, (character) => entities[character] ?? character);
}

/**
 * The text, shortened to what Slack takes, with a visible mark. A surrogate pair, an entity (`&amp;`) and mark-up in
 * angle brackets (`<!date^…>`, a link) are left out rather than cut in two.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/(?:[\uD800-\uDBFF]|&[a-z]{0,3}|<[^<>]{0,300})$/, '');
  return `${kept}…`;
}

/** A link with a text. What would end it early is percent-encoded; Slack shows an address that is none as it is. */
export function link(url: string, text: string): string {
  const safe = /^https?:\/\//.test(url) ? escapeEntities(url).replaceAll('|', '%7C') : '';
  return safe === '' ? text : `<${safe}|${text}>`;
}

/**
 * A text from outside where Slack reads no mark-up: on one line, without the invisible characters that turn the direction
 * of writing, at most 300 characters.
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
 * A sentence from outside (a stopped reason, a service event): escaped, on one line, at most 300 characters. A person in it stays an id,
 * also in the bot's own words: anybody with the right to stop a task can give ECS these, so who it was the audit alone says.
 */
export function quote(text: string): string {
  return escapeText(cut(text.replace(/\s+/g, ' ').trim(), 300));
}

/** A time in the reader's own time zone and words (`Today at 14:03`); clients that can't say it show UTC. */
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
 * A stretch of time in milliseconds as people say it: `38s`, `4m 38s`, `3h 5m`, `12d 1h`; `3 時間 5 分`. Two units at most, rounded
 * down; less than a second, and what clocks that disagree make negative, is `0s`.
 */
export function formatAge(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000)) || 0;
  const first = units.findIndex(([, size]) => seconds >= size);
  // A zero is left out by itself, except where nothing else stands.
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
  // The narrow style of Japanese would be `3h5m`, too.
  const style = locale === 'ja' ? 'short' : 'narrow';
  return new Intl.DurationFormat(locale, { style, secondsDisplay }).format(parts);
}

/** A size in bytes in megabytes of a million, as ECR's console counts: `62.1 MB`. */
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
 * A span of whole seconds in its two largest units, without what is 0 of them; in the smaller unit alone while it is less than
 * `single` seconds: 90 s rather than 1 min 30 s.
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
 * A time that a person typed, in its largest whole unit, written by the catalogue's own words; where that would be too many
 * to picture, in all the units that it has.
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

/** 90 min and 36 h are said so; 600 min are 10 h. */
const mostOfOne = { day: Number.POSITIVE_INFINITY, hour: 72, minute: 120, second: 120 };

/** `sha256:` and the first twelve digits: enough to tell images apart, as Docker shows it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** An image's name as people say it: `shop/web:1.4.2` without its registry's host, a digest by its first digits. */
export function shortImage(image: string): string {
  return image
    .replace(/^(?=[^/@]*[.:]|localhost\/)[^/@]*\//, '')
    .replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@$1');
}

/** The word for a value of AWS's or Slack's; undefined for one that has none, as they add some, or that only every object has (`constructor`). */
export function wordOf<Word>(words: Readonly<Record<string, Word>>, value: string): Word | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined;
}
