/** The word for a value of AWS's or Slack's; undefined for one that has none, as they add some, or that only every object has (`constructor`). */
export function wordOf<Word>(words: Readonly<Record<string, Word>>, value: string): Word | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined;
}
