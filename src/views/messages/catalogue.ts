/**
 * What a language has to hold, by the English one: its keys and its functions' parameters, with any text in place of
 * English's own.
 */
export type Catalogue<English> = English extends (...parameters: infer Parameters) => string
  ? (...parameters: Parameters) => string
  : English extends string
    ? string
    : { readonly [Key in keyof English]: Catalogue<English[Key]> };
