import type { Target } from '../aws/ecs/target.ts';
import type { Cause, Episode } from './episode.ts';
import type { RolloutStory } from './rollout.ts';
import type { ScaleStory } from './scaling.ts';
import type { DrillVerdict, StopStory } from './stops.ts';
import type { TroubleTimes } from './trouble.ts';

/** What an episode comes to, ready to be put into words. */
export interface EpisodeStory {
  readonly kind:
    | 'scale'
    | 'stop-task'
    | 'rollout'
    | 'healing'
    | 'crash-loop'
    | 'impaired'
    | 'rebalancing'
    | 'standalone';
  readonly target: Target;
  readonly cause: Cause | undefined;
  readonly why: WhyStory | undefined;
  readonly outcome: Episode['outcome'];
  readonly closed: boolean;
  readonly superseded: boolean;
  /** The count that somebody asked for was reached once. */
  readonly accomplished: boolean;
  /** Its change is taken back by a later one. */
  readonly undone: Episode['undone'];
  /** The service was deleted meanwhile; what it ran counts no more. */
  readonly deleted: boolean;
  /** Stops that neither a rollout nor a scale-in explains, the earliest first; those kept in full. */
  readonly stops: readonly StopStory[];
  /** How many there were in all. */
  readonly stopCount: number;
  /** There may have been more: events were lost. */
  readonly atLeast: boolean;
  /** How many of them are trouble: nobody asked for them, and they are not expected. */
  readonly troubleCount: number;
  /** Tasks that were made since the first of them stopped. */
  readonly startCount: number;
  /** Reasons of the stops that are not kept in full, `code` or `code:detail` → count. */
  readonly foldedReasons: Readonly<Record<string, number>>;
  /** From the last stop to its replacement, when every stop is healed; see `StopStory`. */
  readonly healedMs: number | undefined;
  readonly healedAfterMs: number | undefined;
  /** Tasks running now, as far as a scale change counts them. */
  readonly running: number | undefined;
  /** How many are to run by now, for a scale change: another count than its own where that was reached and somebody moved it since. */
  readonly wanted: number | undefined;
  /** How far a change of the desired count is that nobody asked the bot for. */
  readonly scale: ScaleStory | undefined;
  readonly rollout: RolloutStory | undefined;
  /** The newest service action of type WARN or ERROR. */
  readonly impaired:
    | { readonly eventName: string; readonly reason: string | undefined; readonly at: number }
    | undefined;
  /** How the drill came out that the episode is about; once it is over. */
  readonly drill: DrillVerdict | undefined;
  /** Its change can still be undone from its message. */
  readonly undoable: boolean;
  /** Running and desired count when it closed; and where health is not known of all, how many are known to be healthy. */
  readonly steady:
    | { readonly running: number; readonly desired: number; readonly healthy: number | undefined }
    | undefined;
  /** It is as it should be, though not closed yet: healed, scaled, rolled out. */
  readonly reached: boolean;
  /**
   * Whether it is told to who wants to hear of problems alone; the rest only where everything is. A change asked through
   * the bot is told where it was asked, whatever this says.
   */
  readonly isProblem: boolean;
  /** What the trouble is that nobody asked for, in the episode of a change; undefined without one, and for every other kind. */
  readonly trouble: 'rollout' | 'crash-loop' | 'healing' | 'impaired' | undefined;
  /** Replacements stop too, again and again. */
  readonly loops: boolean;
  /** Tasks are wanted, and none runs. */
  readonly nothingRuns: boolean;
  /** It is the target's third problem within an hour, or a later one. */
  readonly keepsFailing: boolean;
  /** Since when something is wrong, epoch milliseconds of ECS's time; when it began, where nothing is. */
  readonly since: number;
  readonly times: TroubleTimes;
  /** How bad it is: a channel is notified when it rises. */
  readonly severity: Severity;
  /** What the story is at: another headline is sent at once, everything else may wait a moment. */
  readonly headline: string;
}

/** What the episode came of, where that is known. */
export type WhyStory =
  /** Somebody asked for it through the bot. */
  | { readonly type: 'command'; readonly cause: Cause }
  /** Another revision was deployed; from → to stands in the rollout's story. */
  | { readonly type: 'deployment' }
  /** ECS says that the desired count was moved for the service. */
  | { readonly type: 'autoscaling' }
  /** The desired count moved, not through the bot: auto scaling, or somebody elsewhere. */
  | { readonly type: 'outside' }
  /** ECS spreads the tasks over the zones again. */
  | { readonly type: 'rebalancing'; readonly done: boolean }
  /** AWS took Spot capacity back. */
  | { readonly type: 'spot' };

/** How bad an episode is for who hears of it, from nothing told on: each level is notified of once. */
export type Severity = 'quiet' | 'told' | 'problem' | 'failing';
