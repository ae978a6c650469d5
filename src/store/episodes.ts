import type { Target } from '../aws/ecs/target.ts';
import type { OutcomeFact } from '../episodes/facts.ts';
import { mergeRecord, type StartEpisodeOptions, startEpisode } from '../episodes/life-cycle.ts';
import { type EpisodeRecord, fitRecord, hasUnsent, newRecord } from '../episodes/record.ts';
import { moveEpisode } from './episodes-move.ts';
import { type Packed, pack, unpack } from './packed.ts';
import { getRecord, putVersioned, queryOpen, type Table } from './table.ts';

/** The targets of all open episodes, from the index that holds only these; slightly behind the table. */
export async function openEpisodes(table: Table): Promise<Target[]> {
  return (await queryOpen(table, 'open')).map(targetOfKey);
}

/** Where a target's current episode is stored in the table. */
interface EpisodeKey {
  readonly pk: string;
  readonly sk: 'packed episode';
}

/** `service#<cluster>/<service>`, `family#<cluster>/<family>` for standalone tasks, or `task#<cluster>/<task id>` as version 0.1 wrote it. */
export function episodeKey(target: Target): EpisodeKey {
  return { pk: keyOf(target), sk: 'packed episode' };
}

/** The target whose episode is stored under this `pk`. */
function targetOfKey(pk: string): Target {
  const [kind = '', name = ''] = pk.split('#');
  const [cluster = '', own = ''] = name.split('/');
  if (kind === 'service') return { cluster, service: own };
  return kind === 'family' ? { cluster, family: own } : { cluster, task: own };
}

function keyOf(target: Target): string {
  if ('service' in target) return `service#${target.cluster}/${target.service}`;
  if ('family' in target) return `family#${target.cluster}/${target.family}`;
  return `task#${target.cluster}/${target.task}`;
}

/**
 * Saves the episode of a change whose first message was posted. A change that already has its episode keeps it, so that a job may be delivered twice.
 */
export function openChangeEpisode(
  store: RecordStore,
  options: Omit<StartEpisodeOptions, 'previous'>,
): Promise<EpisodeRecord> {
  return changeRecord(store, options.target, (previous) =>
    previous.episode.cause?.changeId === options.cause.changeId
      ? previous
      : startEpisode({ ...options, previous }),
  );
}

/** Tries before giving up, as others may save the same record at the same time. */
const mostTries = 20;

/** What saving a record needs. */
interface RecordStore {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Loads the target's record, changes it and saves it, starting again whenever somebody else was faster. Nothing is saved if `change` returns the same
 * object. `known` is what the caller has just saved: it is loaded only if somebody else has saved since, or if nothing was to be saved over it, because
 * only a save proves that it is still the newest.
 * @throws Error when the record is still contended after twenty tries
 */
export async function changeRecord(
  { table, now }: RecordStore,
  target: Target,
  change: (record: EpisodeRecord) => EpisodeRecord,
  known?: EpisodeRecord,
): Promise<EpisodeRecord> {
  let given = known;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const record = given ?? (await loadEpisode(table, target)) ?? newRecord(target);
    const changed = change(record);
    if (changed !== record) {
      const saved = await saveEpisode(table, changed, now());
      if (saved !== undefined) return saved;
    } else if (given === undefined) return record;
    given = undefined;
  }
  throw new Error('The episode could not be saved: too many others saved it at the same time.');
}

type StoredRecord = Omit<EpisodeRecord, 'version'>;

/** A target's record in the table. */
interface EpisodeItem extends Packed {
  readonly version: number;
}

/** The record that an item of the table holds. */
export function readEpisode({ version, ...packed }: EpisodeItem): EpisodeRecord {
  return { version, ...(unpack(packed) as StoredRecord) };
}

/** The target's current episode, read consistently; undefined if nothing is known about the target. */
export async function loadEpisode(table: Table, target: Target): Promise<EpisodeRecord | undefined> {
  const key = episodeKey(target);
  const load = () => getRecord<EpisodeItem>(table, key.pk, key.sk);
  const item = (await load()) ?? ((await moveEpisode(table, key)) ? await load() : undefined);
  return item && readEpisode(item);
}

/** How long the table keeps episodes that are not open, in seconds: long enough to tell a late event from a new one. */
const keptSeconds = 7 * 24 * 3600;

/**
 * Saves the record over the version that it was read with and returns the saved one, one version higher; undefined if somebody else saved in the
 * meantime. `now` is in epoch milliseconds. A closed episode stays in the index `open` until its last state is sent, so that the sweep finds it.
 */
export async function saveEpisode(
  table: Table,
  unfitted: EpisodeRecord,
  now: number,
): Promise<EpisodeRecord | undefined> {
  const { version, ...record } = fitRecord(unfitted);
  const { target, phase } = record.episode;
  const isOpen = phase === 'open' || hasUnsent(record);
  const end = isOpen ? { open: 'open' } : { expiresAt: Math.ceil(now / 1000) + keptSeconds };
  const saved = await putVersioned(table, { ...episodeKey(target), ...end, ...pack(record) }, version);
  return saved ? { version: version + 1, ...record } : undefined;
}

/**
 * Records how a change ended, in the episode that it caused; the events function shows it in the episode's message (a nudge makes it check at once).
 * Does nothing if the target has a different episode by now. Repeating it is harmless.
 */
export function recordFact(store: RecordStore, target: Target, fact: OutcomeFact): Promise<EpisodeRecord> {
  return changeRecord(store, target, (record) => mergeRecord(record, [fact], store.now()));
}
