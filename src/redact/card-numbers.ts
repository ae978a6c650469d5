import type { Span } from './value-reader.ts';

/** 13 to 19 digits at once or in a card's groups; what stands beside a letter, a dot or a dash is part of something else. */
const digits =
  /(?<![\w.]|\w-)(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?!\w|[.-]\d)/g;
/** How the numbers of the large schemes begin, and how long they are (ISO/IEC 7812): a time in milliseconds or an id is none. */
const scheme =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15})$/;

/** The numbers of payment cards, by their check digit. */
export function cardNumbers(text: string): Span[] {
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
