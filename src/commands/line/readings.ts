import type { CommandDescription } from './command.ts';

const units: Readonly<Record<string, string>> = {
  秒: 's',
  分: 'm',
  時間: 'h',
  日: 'd',
  second: 's',
  sec: 's',
  minute: 'm',
  min: 'm',
  hour: 'h',
  hr: 'h',
  day: 'd',
};
const unitWord = /^(s|m|h|d|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|秒|分|時間|日)$/i;
const spanWord = /^((?:--[\w-]+=)?\d+)([a-z]+|[秒分時間日]+)$/i;
/** An ECS name; not a count, a time or a flag. */
const name = /^(?!\d+[smhd]?$)[a-z\d][\w-]*$/i;

/**
 * Other ways to read the words after a command's name, the plainest first, for a line that can't be read as it is: `shop web` for `shop/web`, `2
 * hours` for `2h`, `*shop/web*` for `shop/web`, `-stopped` for `--stopped`. Never the line itself.
 */
export function otherReadings(command: CommandDescription, words: readonly string[]): string[][] {
  const tidy = withTimes(
    command,
    withoutFillers(
      command,
      words
        .map(withoutStop)
        .map(withoutMarks)
        .map((word) => (/^\/?[\w-]+\/[\w-]+\/?$/.test(word) ? word.replace(/^\/|\/$/g, '') : word))
        .map((word) => asFlag(command, word))
        // `+ 2`
        .flatMap((word, index, all) => {
          if (/^\d+$/.test(word) && /^[+-]$/.test(all[index - 1] ?? '')) return [];
          return /^[+-]$/.test(word) && /^\d+$/.test(all[index + 1] ?? '')
            ? [`${word}${all[index + 1]}`]
            : [word];
        }),
    ),
  );
  const readings = [tidy, joined(command, tidy)];
  const seen = new Set([words.join('\n')]);
  return readings.filter((reading) => {
    const key = reading.join('\n');
    return seen.has(key) ? false : seen.add(key);
  });
}

/** `shop/web?`, `shop/web,` without the punctuation at the end. */
export function withoutStop(word: string): string {
  return word.replace(/(?<=[\w*~>\])])[.,;:!?。、…]+$/, '');
}

function asFlag({ flags }: CommandDescription, word: string): string {
  const flag = /^-([a-z][\w-]*)(=.*)?$/i.exec(word)?.[1]?.toLowerCase();
  return flags.some((each) => each.name === flag) ? `-${word}` : word;
}

/**
 * Without the fillers in `to 4`, `by +2`, `4 tasks`; without `for` where the command has no such word. Not `by 2`: that is not a count of 2, and does
 * not say which way.
 */
function withoutFillers({ words: slots }: CommandDescription, words: readonly string[]): string[] {
  const takesFor = slots.some((slot) => slot.name === 'for');
  const kept = words.filter((word, index) => {
    const lower = word.toLowerCase();
    if (lower === 'for') return takesFor;
    if (lower === 'last' || lower === 'past') return !/^\d/.test(words[index + 1] ?? '');
    if (lower === 'to' || lower === '=') return index === 0;
    if (lower === 'by') return index === 0 || !/^[+-]\d/.test(words[index + 1] ?? '');
    return !(/^(?:tasks?|replicas?|instances?)$/.test(lower) && /^[+-]?\d+$/.test(words[index - 1] ?? ''));
  });
  return kept.map((word) => (takesFor && word.toLowerCase() === 'for' ? 'for' : word));
}

/** `2 hours`, `30 min` and `2hours` as `2h` and `30m`; a number on its own is not a time. */
function withTimes({ words: slots, flags }: CommandDescription, words: readonly string[]): string[] {
  const asked = [...slots.map(({ hint }) => hint), ...flags.map(({ value = '' }) => value)];
  const takesTime = asked.some((hint) => /\d[smhd]/.test(hint));
  const times: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const next = words[index + 1] ?? '';
    const [, count, unit = ''] = spanWord.exec(word) ?? [];
    if (takesTime && /^(?:--[\w-]+=)?\d+$/.test(word) && unitWord.test(next)) {
      times.push(`${word}${unitOf(next)}`);
      index += 1;
    } else times.push(count !== undefined && unitWord.test(unit) ? `${count}${unitOf(unit)}` : word);
  }
  return times;
}

function unitOf(word: string): string {
  const singular = word.toLowerCase().replace(/(?<=..)s$/, '');
  return units[singular] ?? singular;
}

/** `shop web` and `shop / web` as `shop/web`, where a service is expected. */
function joined({ words: slots }: CommandDescription, words: readonly string[]): string[] {
  const [first = '', ...others] = words;
  const [second = '', ...rest] = others[0] === '/' ? others.slice(1) : others;
  const [cluster, service] = [first.replace(/\/$/, ''), second.replace(/^\//, '')];
  const isTarget = slots[0]?.hint.includes('cluster/service') === true;
  return isTarget && name.test(cluster) && name.test(service)
    ? [`${cluster}/${service}`, ...rest]
    : [...words];
}

// A line is read as it looks: phone keyboards, input methods and text pasted from documents bring in characters that are invisible or look like plain
// ones. Text in double quotes is somebody's own wording and stays as typed.

/** Zero width spaces and joiners, direction marks, soft hyphens, variation selectors, Hangul fillers, the frame of keycap emoji. */
const unseen = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const controls = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}]/gu;
/** Hyphens, dashes, the minus sign; U+30FC is what that key gives on a Japanese keyboard. */
const dash = '[\\u02d7\\u2010-\\u2015\\u2043\\u2212\\u2500\\u2796\\u2e3a\\u2e3b\\ufe58\\u30fc]';
/** macOS and iOS turn a flag's two hyphens into one dash. */
const flagDash = new RegExp(`(^|\\s)-?${dash}+(?=[a-z])`, 'gi');
const asciiDash = new RegExp(`(?<=[!-~])${dash}|${dash}(?=[!-~])`, 'g');

/** The fraction slash, the division slash and the big solidus. */
const slash = /[\u2044\u2215\u29f8]/g;

/**
 * Characters that look like a plain one in another width or font: full and half width, small forms, ligatures, mathematical letters and digits,
 * spaces. Superscripts, fractions, circled digits and Roman numerals are not among them: `4²` is not 42.
 */
const lookAlike = /[\uff00-\uffef\ufb00-\ufb06\ufe50-\ufe6f\p{Zs}]|[\u{1d400}-\u{1d7ff}]/gu;
/** Among symbols, the mathematical letters that Unicode had before the others: `ℎ`. */
const letterLike = /[\u2100-\u214f]/g;

/** The words of a line in plain characters: `ｓｃａｌｅ shop‐web ＋１` → `scale shop-web +1`. */
export function plainText(text: string): string {
  return text
    .replace(/[“”„＂«»「」『』]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : plain(part)))
    .join('');
}

function plain(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(lookAlike, (sign) => sign.normalize('NFKC'))
      .replace(letterLike, (sign) =>
        /^[a-z]$/i.test(sign.normalize('NFKC')) ? sign.normalize('NFKC') : sign,
      )
      .replace(controls, ' ')
      .replace(unseen, '')
      // The blank Braille pattern looks like a space; the emoji plus like a plus.
      .replace(/\u2800/g, ' ')
      .replace(/\u2795/g, '+')
      .replace(slash, '/')
      .replace(flagDash, '$1--')
      .replace(asciiDash, '-')
  );
}

/**
 * A word without the marks of the bold, italics or strikethrough that it was pasted in (`*shop/web*`, `_shop/web_`, `~shop/web~`), or without the
 * brackets of a usage line (`<shop/web>`); otherwise unchanged.
 */
export function withoutMarks(word: string): string {
  const [, , marked] = /^([*_~])(.+)\1$/.exec(word) ?? [];
  const inner = marked ?? /^(?:<([^<>]+)>|\[([^[\]]+)\]|\(([^()]+)\))$/.exec(word)?.slice(1).find(Boolean);
  return inner === undefined ? word : withoutMarks(inner);
}
