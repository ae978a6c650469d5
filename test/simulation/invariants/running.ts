import type { Run } from '../run.ts';
import type { TasksVersion } from '../tasks.ts';
import type { Decision } from './decisions.ts';

/** A worker decides within its thirty seconds, on what ECS showed it then, or a moment before where its reads lag. */
const decidingMs = 30_000;

/** So long the bot knows by itself which tasks it has stopped, whatever ECS still shows. */
const rememberedMs = 60_000;

/**
 * The most healthy tasks that a change can have been sure to leave, by anything that ECS had within the time in which it was decided; undefined if it
 * takes none away. What the bot itself had stopped is not counted: it knows. A lower count may cost healthy tasks first.
 */
export function leftBy(run: Run, { intent, begunAt }: Decision): number | undefined {
  const { change } = intent.card;
  const { plan, ledger } = run;
  const isLower = change.type === 'scale' && change.after.desiredCount < change.before.desiredCount;
  if (!('service' in change.target) || (change.type !== 'stop-task' && !isLower)) return undefined;
  const service = `${change.target.cluster}/${change.target.service}`;
  const own = new Set(
    ledger.stops
      .filter(({ at, machine }) => machine !== undefined && at < begunAt && at > begunAt - rememberedMs)
      .map(({ taskArn }) => taskArn),
  );
  const since = begunAt - decidingMs - plan.readLagMs;
  const lefts = versionsWithin(ledger.tasks, service, since, begunAt).map(({ wanted }) => {
    const staying = wanted.filter(([arn]) => !own.has(arn));
    const healthy = staying.filter(([, isHealthy]) => isHealthy);
    if (change.type === 'stop-task') return healthy.filter(([arn]) => arn !== change.taskArn).length;
    const to = change.type === 'scale' ? change.after.desiredCount : 0;
    return Math.max(0, Math.min(to, healthy.length - Math.max(0, staying.length - to)));
  });
  return lefts.length === 0 ? undefined : Math.max(...lefts);
}

/** The tasks of a service at any moment of a stretch of time. */
function versionsWithin(
  versions: readonly TasksVersion[],
  service: string,
  from: number,
  until: number,
): readonly TasksVersion[] {
  const own = versions.filter((each) => each.service === service && each.at <= until);
  const first = own.findLastIndex(({ at }) => at <= from);
  return own.slice(Math.max(0, first));
}
