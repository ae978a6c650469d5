import type { StopExplanation } from '../episodes/stop-reasons/codes.ts';

/**
 * The shape every language must have, taken from the English catalogue: its keys and its functions' parameters, with any text in place of the
 * English.
 */
export type Catalogue<English> = English extends (...parameters: infer Parameters) => string
  ? (...parameters: Parameters) => string
  : English extends string
    ? string
    : { readonly [Key in keyof English]: Catalogue<English[Key]> };

/**
 * Where another language's catalogue differs from the English one, each place as a text that the compiler shows (`missing replies.help.title`);
 * `never` if nothing differs. This check exists because assigning one to the other finds too little: TypeScript accepts a function with fewer
 * parameters, so a sentence that forgot its name or its count would pass, and so would an extra key of a spread or named object. So the parameters
 * are compared as tuples, both ways.
 */
type CatalogueDifferences<English, Other, Path extends string = ''> = English extends (
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

/**
 * A complete catalogue in another language; else the texts of what is missing, extra or has other parameters, which the compiler then shows. `infer`
 * makes it write them out; otherwise it would only name the type.
 */
export type Complete<English, Other> =
  CatalogueDifferences<English, Other> extends infer Difference
    ? [Difference] extends [never]
      ? Catalogue<English>
      : Difference
    : never;

/** What is said about one stop code. Texts are mrkdwn; `detail` is ECS's text, already escaped and shortened. */
interface ReasonWords {
  /** What happened, as the part of a sentence that follows “the task stopped:”. */
  readonly what: (detail: string) => string;
  /** The likely causes, the likeliest first; none if the sentence says it all. */
  readonly causes: readonly string[];
  /** What to check or do next, in order. */
  readonly next: readonly string[];
}

/** Sentences for some of the codes. */
export type WordsOf<Code extends StopExplanation['code']> = Readonly<Record<Code, ReasonWords>>;
