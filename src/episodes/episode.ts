import type { Target } from '../ecs/target.ts';
import type { Cause } from './cause.ts';
import type { AnswerFact, OutcomeFact } from './fact.ts';
import type { FactSet } from './fact-set.ts';

/**
 * A stretch of time in which a service is away from its steady state, as a merge of facts. It holds no clock: what
 * is told depends on the facts alone, never on the order in which they came. Times are epoch milliseconds.
 */
export interface Episode {
  readonly target: Target;
  /** Counts the episodes of this target; 0 before the first. */
  readonly number: number;
  /** `quiet`: nothing to tell yet, facts are kept for an opening that may still be on its way. */
  readonly phase: 'quiet' | 'open' | 'closed';
  /** What happened at or before this time belongs to an earlier episode; 0 without one. */
  readonly border: number;
  /** Time of the earliest fact that opens; 0 while quiet. */
  readonly openedAt: number;
  /** Time of the newest event. */
  readonly lastEventAt: number;
  /** When the facts showed the steady state that closed it; 0 while open. */
  readonly closedAt: number;
  /** When the target's latest problems before this episode began, the newest last: the third within an hour is told as one that keeps failing. */
  readonly problems?: readonly number[];
  readonly cause?: Cause;
  readonly outcome?: Omit<OutcomeFact, 'kind' | 'changeId'>;
  readonly facts: FactSet;
  /** Events that came while no episode was open: a replacement may be reported before the stop that it replaces. */
  readonly loose: FactSet;
  /** The newest answer of DescribeServices. */
  readonly answer?: Omit<AnswerFact, 'kind'>;
  /** First and last time at which ECS knew no such service, since it last did; epoch milliseconds. */
  readonly missing?: { readonly from: number; readonly to: number };
  /** Deployment id → `family:revision`, from every answer and task. */
  readonly revisions: Readonly<Record<string, string>>;
  /** `family:revision` → whether an essential container has a health check. */
  readonly essentialChecks?: Readonly<Record<string, boolean>>;
  /** `family:revision` → its image's tag. */
  readonly imageTags: Readonly<Record<string, string>>;
  /** Start of the ids of the tasks whose stops the episode before told of. */
  readonly toldStops?: readonly string[];
  /** Events of its tasks were lost, so there may have been more than it knows of. */
  readonly eventsLost?: true;
  /** Its change can't be undone from here any more: the time for that is over. */
  readonly undoOver?: true;
  /** The count that its change asked for was reached: it stays so, whatever moves the service later. */
  readonly reached?: true;
  /** Its change is taken back, in an episode of its own: by whom, and whether that was its timer. */
  readonly undone?: { readonly by: string; readonly byTimer: boolean };
  /** A later change, asked through the bot, has a message of its own and ended this episode. */
  readonly superseded?: true;
}
