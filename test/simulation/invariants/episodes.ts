import { type EpisodeRecord, hasUnsent } from '../../../src/episodes/record.ts';
import type { Run } from '../run.ts';

/** Every episode closed, everything that it had to tell was sent, and what it says at its end is what ECS has. */
export function checkEpisodes(run: Run): string[] {
  const { simulation } = run;
  const records = simulation.records('own').filter(({ sk }) => sk === 'episode');
  return records.flatMap(({ pk, record: stored }) => {
    const record = stored as EpisodeRecord;
    const { episode } = record;
    return [
      ...(episode.phase === 'open' ? [`${String(pk)} is still open`] : []),
      ...(hasUnsent(record) ? [`${String(pk)} has something to tell that was not sent`] : []),
      ...(episode.phase === 'closed' ? checkEnd(run, record) : []),
    ];
  });
}

/** The last message of a steady service tells the counts that it has. */
function checkEnd({ simulation }: Run, { episode, deliveries }: EpisodeRecord): string[] {
  const { target } = episode;
  if (!('service' in target)) return [];
  const desired = simulation.account.ecs.desiredCounts.read(target.cluster, target.service);
  return deliveries.flatMap(({ channel, ts }) => {
    const { text = '' } = simulation.slack.messages.find(channel, ts ?? '') ?? {};
    const [, running, wanted] = [...text.matchAll(/(\d+) of (\d+) running/g)].at(-1) ?? [];
    if (running === undefined || (running === wanted && Number(wanted) === desired)) return [];
    return [`${target.cluster}/${target.service} has ${desired} tasks, and its message says: ${text}`];
  });
}
