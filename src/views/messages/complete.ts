import type { Catalogue } from './catalogue.ts';
import type { CatalogueDifferences } from './catalogue-differences.ts';

/** A complete catalogue in another language; else what the compiler shows to be missing, too many or with other parameters. */
export type Complete<English, Other> = [CatalogueDifferences<English, Other>] extends [never]
  ? Catalogue<English>
  : CatalogueDifferences<English, Other>;
