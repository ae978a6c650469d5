import { mutantsOfAccess } from './access.ts';
import { mutantsOfChanges } from './changes.ts';
import { mutantsOfMessages } from './messages.ts';
import type { Mutant } from './mutant.ts';

/** What the simulation has to find. Each is a fault that somebody could make, and that examples would not show. */
export const mutants: readonly Mutant[] = [...mutantsOfAccess, ...mutantsOfChanges, ...mutantsOfMessages];
