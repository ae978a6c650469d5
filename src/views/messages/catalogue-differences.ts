/**
 * Where another language's catalogue is not just what English is, each place as a text that the compiler shows (`missing
 * replies.help.title`); `never` where all is well. It is looked for here because assigning one to the other finds too
 * little: TypeScript takes a function with fewer parameters for one with more, so a sentence that forgot its name or its
 * count would pass, and so would a key too many of a spread or named object. So the parameters are compared as tuples, both ways.
 */
export type CatalogueDifferences<English, Other, Path extends string = ''> = English extends (
  ...parameters: infer Wanted
) => string
  ? Other extends (...parameters: infer Given) => string
    ? Same<Wanted, Given> extends true
      ? never
      : `other parameters ${Path}`
    : `no sentence ${Path}`
  : English extends string
    ? Other extends string
      ? never
      : `no text ${Path}`
    : English extends readonly string[]
      ? Other extends readonly string[]
        ? never
        : `no texts ${Path}`
      : Keys<English, Other, Path>;

type Same<One, Another> = [One] extends [Another] ? ([Another] extends [One] ? true : false) : false;

type Keys<English, Other, Path extends string> =
  | `missing ${Below<Path, Exclude<keyof English, keyof Other>>}`
  | `too many ${Below<Path, Exclude<keyof Other, keyof English>>}`
  | {
      [Key in keyof English & keyof Other]: CatalogueDifferences<English[Key], Other[Key], Below<Path, Key>>;
    }[keyof English & keyof Other];

type Below<Path extends string, Key> = Key extends string
  ? Path extends ''
    ? Key
    : `${Path}.${Key}`
  : never;
