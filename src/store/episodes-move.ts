import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Episode } from '../episodes/episode.ts';
import type { EpisodeRecord } from '../episodes/record.ts';
import { pack } from './packed.ts';
import { getRecord, putNew, type Table } from './table.ts';

/** A target's record as version 0.1 stores it, legible; in it `startedAfter` is called `border`. */
interface FormerItem {
  readonly version: number;
  /** Absent when the episode is over. */
  readonly open?: string;
  readonly expiresAt?: number;
  readonly record: Omit<EpisodeRecord, 'version' | 'episode' | 'lastEdits'> & {
    readonly episode: FormerEpisode;
    readonly lastEdits: readonly (Omit<EpisodeRecord['lastEdits'][number], 'episode'> & {
      readonly episode: FormerEpisode;
    })[];
  };
}

type FormerEpisode = Omit<Episode, 'startedAfter'> & { readonly border: number };

const formerKey = 'episode';

/**
 * Moves what version 0.1 knows of a target to the key of this version; false if it knew nothing. It may be done twice, or by two functions at once. What
 * this version stores has a key of its own because 0.1 can't read it: after a rollback 0.1 finds nothing, and begins with new messages.
 *
 * The version after this one does not need this module.
 */
export async function moveEpisode(
  table: Table,
  to: { readonly pk: string; readonly sk: string },
): Promise<boolean> {
  const former = await getRecord<FormerItem>(table, to.pk, formerKey);
  if (former === undefined) return false;
  const { version, open, expiresAt, record } = former;
  const lastEdits = record.lastEdits.map((each) => ({ ...each, episode: renamed(each.episode) }));
  const packed = pack({ ...record, episode: renamed(record.episode), lastEdits });
  await putNew(table, { ...to, version, ...(open && { open }), ...(expiresAt && { expiresAt }), ...packed });
  const Key = { pk: to.pk, sk: formerKey };
  await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
  return true;
}

function renamed({ border, ...rest }: FormerEpisode): Episode {
  return { ...rest, startedAfter: border };
}
