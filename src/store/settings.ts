import { createHash } from 'node:crypto';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChannelLanguage, Mute, Settings, Watch } from '../notifications/settings.ts';
import { type FreezeStore, freezeStore, toFreeze } from './freezes.ts';
import { movedKey, moveSettings, settingsKey as pk } from './settings-move.ts';
import { getRecord, ifHolds, putRecord, queryAll, type Table } from './table.ts';

/** What people set in Slack: which channel gets what, in which language, and what is frozen. */
export interface SettingsStore extends FreezeStore {
  load(): Promise<Settings>;
  /** A channel has one watch and one mute per pattern: a new one replaces the old one. */
  putWatch(watch: Watch): Promise<void>;
  /** False when there was none. */
  deleteWatch(channel: string, pattern: string): Promise<boolean>;
  putMute(mute: Omit<Mute, 'suppressed'>): Promise<void>;
  /** Deletes the mute unless it was set again in the meantime; returns the deleted one, or undefined if there was none. */
  deleteMute(mute: Pick<Mute, 'channel' | 'pattern' | 'until'>): Promise<Mute | undefined>;
  /** Counts a message that was not posted; counting the same one again changes nothing, nor does counting for a mute that is gone. */
  countSuppressed(mute: Mute, messageId: string): Promise<void>;
  /** A channel has one language: a new one replaces the old one. */
  putLanguage(language: ChannelLanguage): Promise<void>;
  /** Undefined if nobody set one. */
  getLanguage(channel: string): Promise<ChannelLanguage | undefined>;
}

interface MuteItem {
  readonly value: Omit<Mute, 'suppressed'>;
  readonly held?: ReadonlySet<string>;
}

type Kind = 'watch' | 'mute' | 'language' | 'freeze';

interface Item {
  /** The kind, a space, and what there is one of: `watch C0123 shop/*`. */
  readonly sk: string;
  readonly value: unknown;
}

/** How long the table keeps a mute whose end could not be posted, in seconds. */
const keptSeconds = 7 * 24 * 3600;
/** The most messages that a mute counts: more would make its record too large. */
const mostHeld = 5000;

export function settingsStore(table: Table): SettingsStore {
  const { client, name: TableName } = table;
  const keyOf = (kind: Kind, ...of: string[]) => ({ pk, sk: [kind, ...of].join(' ') });
  const toMute = ({ value, held }: MuteItem): Mute => ({ ...value, suppressed: held?.size ?? 0 });

  let isMoved = false;
  /** Before a single record is read or deleted. */
  async function move(): Promise<void> {
    if (!isMoved && (await getRecord(table, pk, movedKey)) === undefined) await moveSettings(table);
    isMoved = true;
  }
  async function loadItems(): Promise<Item[]> {
    const items = await queryAll<Item>(table, pk);
    if (items.some(({ sk }) => sk === movedKey)) return items;
    await moveSettings(table);
    return queryAll(table, pk);
  }

  return {
    ...freezeStore(table),
    async load() {
      const items = await loadItems();
      const all = <Kept>(kind: Kind) => items.filter(({ sk }) => sk.startsWith(`${kind} `)) as Kept[];
      return {
        watches: all<{ value: Watch }>('watch').map(({ value }) => value),
        mutes: all<MuteItem>('mute').map(toMute),
        languages: all<{ value: ChannelLanguage }>('language').map(({ value }) => value),
        freezes: all<Item>('freeze').map(toFreeze),
      };
    },
    async putWatch(value) {
      await putRecord(table, { ...keyOf('watch', value.channel, value.pattern), value });
    },
    async deleteWatch(channel, pattern) {
      await move();
      const Key = keyOf('watch', channel, pattern);
      const { Attributes } = await client.send(
        new DeleteCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }),
      );
      return Attributes !== undefined;
    },
    async putMute(value) {
      const expiresAt = Math.ceil(value.until / 1000) + keptSeconds;
      await putRecord(table, { ...keyOf('mute', value.channel, value.pattern), value, expiresAt });
    },
    async deleteMute(mute) {
      const Key = keyOf('mute', mute.channel, mute.pattern);
      const remove = new DeleteCommand({ TableName, Key, ...sameMute(mute), ReturnValues: 'ALL_OLD' });
      const { Attributes } = (await ifHolds(() => client.send(remove))) ?? {};
      return Attributes === undefined ? undefined : toMute(Attributes as MuteItem);
    },
    async countSuppressed(mute, messageId) {
      const { ConditionExpression, ...names } = sameMute(mute);
      // Names may be long, and thousands of them are kept so that each is counted once.
      const id = createHash('sha256').update(messageId).digest('base64url').slice(0, 12);
      const values = { ':one': new Set([id]), ':most': mostHeld };
      await ifHolds(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf('mute', mute.channel, mute.pattern),
            UpdateExpression: 'ADD held :one',
            ConditionExpression: `${ConditionExpression} AND (attribute_not_exists(held) OR size(held) < :most)`,
            ...names,
            ExpressionAttributeValues: { ...names.ExpressionAttributeValues, ...values },
          }),
        ),
      );
    },
    async putLanguage(value) {
      await putRecord(table, { ...keyOf('language', value.channel), value });
    },
    async getLanguage(channel) {
      await move();
      const { sk } = keyOf('language', channel);
      return (await getRecord<{ value: ChannelLanguage }>(table, pk, sk))?.value;
    },
  };
}

function sameMute({ until }: Pick<Mute, 'until'>) {
  return {
    ConditionExpression: '#value.#until = :until',
    ExpressionAttributeNames: { '#value': 'value', '#until': 'until' },
    ExpressionAttributeValues: { ':until': until },
  };
}

/** After somebody mutes a channel, every function knows within this time. */
const freshMs = 10_000;

/** The settings, read again if the last read is older than ten seconds, or than the caller wants. A failed read is not kept. */
export function cachedSettings(
  store: SettingsStore,
  now: () => number,
): (atMostMs?: number) => Promise<Settings> {
  let read: { readonly at: number; readonly settings: Promise<Settings> } | undefined;
  return (atMostMs = freshMs) => {
    if (read !== undefined && now() - read.at < atMostMs) return read.settings;
    const settings = store.load();
    const current = { at: now(), settings };
    read = current;
    settings.catch(() => {
      if (read === current) read = undefined;
    });
    return settings;
  };
}
