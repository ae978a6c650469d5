import type { Target } from '../aws/ecs/target.ts';
import type { Cause, Continued, Episode } from './episode.ts';
import type { AnsweredHook } from './facts.ts';
import type { RolloutStory } from './rollout.ts';
import type { ScaleStory } from './scaling.ts';
import type { DrillVerdict, StopStory } from './stops.ts';

/** What an episode adds up to, ready to be put into words. */
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
  /** The count that somebody asked for was reached at some point. */
  readonly accomplished: boolean;
  /** Its change was undone by a later one. */
  readonly undone: Episode['undone'];
  /** The service was deleted in the meantime; its tasks no longer count. */
  readonly deleted: boolean;
  /** Stops that neither a rollout nor a scale-in explains, earliest first; only those kept in full. */
  readonly stops: readonly StopStory[];
  /** How many there were in all. */
  readonly stopCount: number;
  /** There may have been more: events were lost. */
  readonly atLeast: boolean;
  /** How many of them are trouble: nobody asked for them, and they are not expected. */
  readonly troubleCount: number;
  /** Tasks created since the first of these stops. */
  readonly startCount: number;
  /** Reasons of the stops that are not kept in full, `code` or `code:detail` → count. */
  readonly foldedReasons: Readonly<Record<string, number>>;
  /** From the last stop to its replacement, if every stop is healed; see `StopStory`. */
  readonly healedMs: number | undefined;
  readonly healedAfterMs: number | undefined;
  /** Tasks running now, for a scale change. */
  readonly running: number | undefined;
  /** How many should run by now, for a scale change: not the change's own count if that was reached and somebody has changed it since. */
  readonly wanted: number | undefined;
  /** Progress of a change of the desired count that nobody asked the bot for. */
  readonly scale: ScaleStory | undefined;
  readonly rollout: RolloutStory | undefined;
  /** Who let the rollout go on at its hooks, the newest last. */
  readonly continued: readonly Continued[];
  /** The hooks at which the rollout waits for a person now, the one whose time is over first before the others. */
  readonly asks: readonly AnsweredHook[];
  /** The newest service action of type WARN or ERROR. */
  readonly impaired:
    | { readonly eventName: string; readonly reason: string | undefined; readonly at: number }
    | undefined;
  /** The result of the drill that the episode is about, once it is over. */
  readonly drill: DrillVerdict | undefined;
  /** Its change can still be undone from its message. */
  readonly undoable: boolean;
  /** Running and desired count when it closed; if not every task's health is known, also how many are known to be healthy. */
  readonly steady:
    | { readonly running: number; readonly desired: number; readonly healthy: number | undefined }
    | undefined;
  /** The service is as it should be, even if the episode is not closed yet: healed, scaled, rolled out. */
  readonly reached: boolean;
  /**
   * Whether it goes to channels that get only problems; everything else goes only to those that get everything. A change made through the bot is
   * always shown where it was asked for.
   */
  readonly isProblem: boolean;
  /** In the episode of a change: the trouble that nobody asked for; undefined without any, and for every other kind. */
  readonly trouble: 'rollout' | 'crash-loop' | 'healing' | 'impaired' | undefined;
  /** Replacements stop too, again and again. */
  readonly loops: boolean;
  /** Tasks are wanted and none runs. */
  readonly nothingRuns: boolean;
  /** It is at least the target's third problem within an hour. */
  readonly keepsFailing: boolean;
  /** Since when something is wrong, epoch milliseconds by ECS's clock; when the episode began, if nothing is. */
  readonly since: number;
  readonly times: TroubleTimes;
  /** How bad it is: a channel is notified when it rises. */
  readonly severity: Severity;
  /** The state of the story: a new headline is sent at once, everything else may wait a moment. */
  readonly headline: string;
}

/** What caused the episode, if that is known. */
export type WhyStory =
  /** Somebody asked for it through the bot. */
  | { readonly type: 'command'; readonly cause: Cause }
  /** Another revision was deployed; from → to is in the rollout's story. */
  | { readonly type: 'deployment' }
  /** ECS reports that the service's desired count was updated. */
  | { readonly type: 'autoscaling' }
  /** The desired count was changed outside the bot: by auto scaling, or by somebody elsewhere. */
  | { readonly type: 'outside' }
  /** ECS spreads the tasks across the zones again. */
  | { readonly type: 'rebalancing'; readonly done: boolean }
  /** AWS reclaimed Spot capacity. */
  | { readonly type: 'spot' };

/** When an episode's trouble happened, epoch milliseconds by ECS's clock; 0 if there was none. */
export interface TroubleTimes {
  /** When the newest trouble began, and when the last sign of any was seen: a stop lasts until its task has ended. */
  readonly newestAt: number;
  readonly lastAt: number;
  /** How long the calm before the newest stretch of trouble lasted; absent if it was never calm in between. */
  readonly calmFor?: number;
}

/** How bad an episode is, lowest first (`quiet`: nothing was shown): each level notifies once. */
export type Severity = 'quiet' | 'told' | 'problem' | 'failing';
