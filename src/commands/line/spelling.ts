// A line is read as it looks: keyboards of phones and input methods, and text that is pasted from documents, bring along characters that
// nobody sees or that look like plain ones. What stands in double quotes is somebody's own wording and stays as typed.

/** Zero width spaces and joiners, direction marks, soft hyphens, variation selectors, Hangul fillers, the frame of keycap emoji. */
const unseen = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const controls = /[^\P{Cc}\t\n]/gu;
/** Hyphens, dashes, the minus sign; U+30FC is what a Japanese keyboard has on that key. */
const dash = '[\\u02d7\\u2010-\\u2015\\u2043\\u2212\\u2500\\u2796\\u2e3a\\u2e3b\\ufe58\\u30fc]';
/** macOS and iOS make one dash of the two hyphens of a flag. */
const flagDash = new RegExp(`(^|\\s)-?${dash}+(?=[a-z])`, 'gi');
const asciiDash = new RegExp(`(?<=[!-~])${dash}|${dash}(?=[!-~])`, 'g');

/** The fraction's and the division slash, big solidus. */
const slash = /[\u2044\u2215\u29f8]/g;

/** The words of a line in plain characters: `ｓｃａｌｅ shop‐web ＋１` → `scale shop-web +1`. */
export function plainText(text: string): string {
  return text
    .replace(/[“”„＂]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : plain(part)))
    .join('');
}

function plain(text: string): string {
  return (
    text
      .normalize('NFKC')
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

/** `*shop/web*`, `_shop/web_`, `~shop/web~` without the marks, as a word that is pasted in bold, italics or struck out; else as it is. */
export function withoutMarks(word: string): string {
  const [, , inner] = /^([*_~])(.+)\1$/.exec(word) ?? [];
  return inner === undefined ? word : withoutMarks(inner);
}
