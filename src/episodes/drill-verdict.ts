import type { Episode } from './episode.ts';
import type { StopStory } from './stop-story.ts';

/** How a drill came out: the service healed itself of one stop, or not, or lost more than the drill took. */
export type DrillVerdict =
  | { readonly type: 'passed'; readonly left: number; readonly of: number }
  | { readonly type: 'failed'; readonly othersStopped: number };

/** Undefined where there is no drill, or while it is not over. */
export function drillVerdict(
  { phase, cause, superseded, outcome }: Episode,
  stops: readonly StopStory[],
): DrillVerdict | undefined {
  if (cause?.type !== 'stop-task' || !cause.drill || phase !== 'closed' || superseded) return undefined;
  if (outcome?.result === 'failed') return undefined;
  const asked = stops.find((stop) => stop.asked);
  const othersStopped = stops.filter(({ trouble }) => trouble).length;
  if (othersStopped > 0 || asked?.healedMs === undefined) return { type: 'failed', othersStopped };
  const { runningCount } = cause.before;
  return { type: 'passed', left: runningCount - 1, of: runningCount };
}
