import type { Catalogue } from './catalogue.ts';
import type { en } from './en.ts';

/** Every sentence that a person reads. English is the measure: another language has exactly its keys and parameters. */
export type Messages = Catalogue<typeof en>;
