import type { Catalogue } from './catalogue.ts';
import type { CatalogueDifferences } from './catalogue-differences.ts';

/**
 * A complete catalogue in another language; else the texts of what is missing, too many or of other parameters, which the
 * compiler then shows. `infer` has it write them out, where it would only name the type.
 */
export type Complete<English, Other> =
  CatalogueDifferences<English, Other> extends infer Difference
    ? [Difference] extends [never]
      ? Catalogue<English>
      : Difference
    : never;
