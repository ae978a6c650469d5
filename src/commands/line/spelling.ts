// A line is read as it looks: keyboards of phones and input methods, and text that is pasted from documents, bring along characters that
// nobody sees or that look like plain ones. What stands in double quotes is somebody's own wording and stays as typed.

/** Zero width spaces and joiners, direction marks, soft hyphens, variation selectors, Hangul fillers, the frame of keycap emoji. */
const unseen = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const controls = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}]/gu;
/** Hyphens, dashes, the minus sign; U+30FC is what a Japanese keyboard has on that key. */
const dash = '[\\u02d7\\u2010-\\u2015\\u2043\\u2212\\u2500\\u2796\\u2e3a\\u2e3b\\ufe58\\u30fc]';
/** macOS and iOS make one dash of the two hyphens of a flag. */
const flagDash = new RegExp(`(^|\\s)-?${dash}+(?=[a-z])`, 'gi');
const asciiDash = new RegExp(`(?<=[!-~])${dash}|${dash}(?=[!-~])`, 'g');

/** The fraction's and the division slash, big solidus. */
const slash = /[\u2044\u2215\u29f8]/g;

/**
 * What looks like a plain character of another width or font: full and half width, small forms, ligatures, the letters and digits of
 * mathematics, spaces. A superscript, a fraction, a circled or a Roman digit does not: `4²` is no 42.
 */
const lookAlike = /[\uff00-\uffef\ufb00-\ufb06\ufe50-\ufe6f\p{Zs}]|[\u{1d400}-\u{1d7ff}]/gu;
/** Among symbols, the letters of mathematics that Unicode had before the others: `ℎ`. */
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
      // The blank of Braille looks like a space; an emoji's plus like a plus.
      .replace(/\u2800/g, ' ')
      .replace(/\u2795/g, '+')
      .replace(slash, '/')
      .replace(flagDash, '$1--')
      .replace(asciiDash, '-')
  );
}

/** `*shop/web*`, `_shop/web_`, `~shop/web~` without the marks, as a word that is pasted in bold, italics or struck out, and `<shop/web>` without the brackets that a usage has; else as it is. */
export function withoutMarks(word: string): string {
  const [, , marked] = /^([*_~])(.+)\1$/.exec(word) ?? [];
  const inner = marked ?? /^(?:<([^<>]+)>|\[([^[\]]+)\]|\(([^()]+)\))$/.exec(word)?.slice(1).find(Boolean);
  return inner === undefined ? word : withoutMarks(inner);
}
