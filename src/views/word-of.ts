/** The word for a value of AWS's; undefined for one that has none, as AWS adds some, or that only every object has (`constructor`). */
export function wordOf<Words extends Readonly<Record<string, string>>>(
  words: Words,
  value: string,
): string | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined;
}
