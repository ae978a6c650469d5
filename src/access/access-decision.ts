import type { Person } from './directory.ts';
import type { Grant } from './policy.ts';

/** What the policy says to a request. */
export type AccessDecision =
  | {
      readonly allowed: true;
      /** Absent where reading is open to all members. */
      readonly grant?: Grant;
      /** Who demands a second person: every grant that allows it, or the target's tag `ecs-bot:protected`. */
      readonly approval?: 'grant' | 'tag';
    }
  | { readonly allowed: false; readonly denial: AccessDenial };

/** Why not. */
export type AccessDenial =
  /** Whoever is no member of the workspace does nothing at all. */
  | { readonly why: 'standing'; readonly standing: Exclude<Person['standing'], 'member'> }
  /** There is no usable access file. */
  | { readonly why: 'noPolicy'; readonly problem: string }
  /** No grant covers it; `askable` are the `who` of the grants that do, none where the person may not read the target. */
  | {
      readonly why: 'noGrant';
      readonly may: string;
      readonly on: string;
      readonly askable: readonly string[];
    }
  /** A grant covers it, but for a limit; of several, the one that comes closest. */
  | {
      readonly why: 'limit';
      readonly grant: string;
      readonly limit:
        | { readonly type: 'max-desired'; readonly most: number }
        | { readonly type: 'min-running'; readonly least: number }
        | { readonly type: 'unsafe'; readonly what: 'deployment' | 'protected' }
        | { readonly type: 'hours'; readonly text: string };
    }
  /** The target's tag `ecs-bot:max`; of a `value` that is no number `most` is not known, and nothing is raised. */
  | { readonly why: 'maxTag'; readonly value: string; readonly most: number | undefined };
