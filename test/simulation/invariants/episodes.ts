import { type EpisodeRecord, hasUnsent } from '../../../src/episodes/record.ts';
import { readEpisode } from '../../../src/store/episodes.ts';
import type { Run } from '../run.ts';
import { clockTime, isAbout, readDecisions } from './decisions.ts';

/** Every episode closed, everything that it had to tell was sent, and what it says at its end is what ECS has. */
export function checkEpisodes(run: Run): string[] {
  const { simulation } = run;
  const records = simulation.records('own').filter(({ sk }) => sk === 'packed episode');
  return records.flatMap(({ pk, ...stored }) => {
    const record = readEpisode(stored as never);
    const { episode } = record;
    return [
      ...(episode.phase === 'open' ? [`${String(pk)} is still open`] : []),
      ...(hasUnsent(record) ? [`${String(pk)} has something to tell that was not sent`] : []),
      ...(episode.phase === 'closed' ? [...checkEnd(run, record), ...checkSoon(run, record)] : []),
    ];
  });
}

/** The last message of a steady service tells the counts that it has, unless nobody could hear that somebody changed them after its end. */
function checkEnd(run: Run, { episode, deliveries }: EpisodeRecord): string[] {
  const { simulation, ledger } = run;
  const { target, closedAt } = episode;
  if (!('service' in target)) return [];
  const name = `${target.cluster}/${target.service}`;
  const isUnheard = ledger.counts.some(
    ({ service, at }) => service === name && at > closedAt - closingMs && isWithoutEvents(run, at),
  );
  if (isUnheard) return [];
  const desired = simulation.account.ecs.desiredCounts.read(target.cluster, target.service);
  return deliveries.flatMap(({ channel, ts }) => {
    const { text = '' } = simulation.slack.messages.find(channel, ts ?? '') ?? {};
    const [, running, wanted] = [...text.matchAll(/(\d+) of (\d+) running/g)].at(-1) ?? [];
    if (running === undefined || (running === wanted && Number(wanted) === desired)) return [];
    return [`${name} has ${desired} tasks, and its message says: ${text}`];
  });
}

function isWithoutEvents({ plan, times }: Run, at: number): boolean {
  return plan.steps.some(
    (step) =>
      step.kind === 'no events' &&
      at >= times.start + step.at &&
      at < Math.min(times.start + step.at + step.forMs, times.calm),
  );
}

/** ECS says twice, a minute apart, that all is steady; it is asked for the first time within a minute after the last news. */
const closingMs = 120_000;

/** Within this time before, what goes wrong or is deployed may still keep an episode open. */
const disturbedMs = 15 * 60_000;

/** An episode closes soon after the last thing that happened to its service, where nothing went wrong: nobody has to wait for the sweep. */
function checkSoon(run: Run, { episode }: EpisodeRecord): string[] {
  const { ledger, hits, plan, times } = run;
  const { target, closedAt, openedAt } = episode;
  if (!('service' in target)) return [];
  const service = `${target.cluster}/${target.service}`;
  const own = [...ledger.tasks, ...ledger.counts, ...ledger.news].filter((each) => each.service === service);
  // It waits for the outcome of each change, which a worker that died records late.
  const decided = readDecisions(run)
    .filter((decision) => isAbout(decision, service))
    .flatMap(({ endedAt }) => endedAt ?? []);
  const happened = [...own.map(({ at }) => at), ...decided].filter((at) => at < closedAt);
  const last = Math.max(openedAt, ...happened);
  const isDisturbed =
    hits.some(({ at }) => at > last - closingMs && at < closedAt) ||
    plan.steps.some(
      (step) =>
        (step.kind === 'deploy' || step.kind === 'task ends') &&
        step.service === service &&
        times.start + step.at > last - disturbedMs,
    );
  if (isDisturbed || closedAt - last <= closingMs) return [];
  return [`${service} was steady at ${clockTime(last)}, and its episode closed at ${clockTime(closedAt)}`];
}
