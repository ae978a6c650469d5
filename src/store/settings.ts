import { createHash } from 'node:crypto';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChannelLanguage, Mute, Settings, Watch } from '../notifications/settings.ts';
import { getRecord, ifHolds, putRecord, queryAll, type Table } from './table.ts';

/** What people set in Slack: which channel gets what, and in which language. */
export interface SettingsStore {
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

/** How long the table keeps a mute whose end could not be posted, in seconds. */
const keptSeconds = 7 * 24 * 3600;
/** The most messages that a mute counts: more would make its record too large. */
const mostHeld = 5000;

const watchesKey = 'watch#all';
const mutesKey = 'mute#all';
const languagesKey = 'language#all';

export function settingsStore(table: Table): SettingsStore {
  const { client, name: TableName } = table;
  const sortKey = ({ channel, pattern }: Pick<Watch, 'channel' | 'pattern'>) => `${channel} ${pattern}`;
  const toMute = ({ value, held }: MuteItem): Mute => ({ ...value, suppressed: held?.size ?? 0 });

  return {
    async load() {
      const [watches, mutes, languages] = await Promise.all([
        queryAll<{ value: Watch }>(table, watchesKey),
        queryAll<MuteItem>(table, mutesKey),
        queryAll<{ value: ChannelLanguage }>(table, languagesKey),
      ]);
      return {
        watches: watches.map(({ value }) => value),
        mutes: mutes.map(toMute),
        languages: languages.map(({ value }) => value),
      };
    },
    async putWatch(value) {
      await putRecord(table, { pk: watchesKey, sk: sortKey(value), value });
    },
    async deleteWatch(channel, pattern) {
      const Key = { pk: watchesKey, sk: sortKey({ channel, pattern }) };
      const { Attributes } = await client.send(
        new DeleteCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }),
      );
      return Attributes !== undefined;
    },
    async putMute(value) {
      const expiresAt = Math.ceil(value.until / 1000) + keptSeconds;
      await putRecord(table, { pk: mutesKey, sk: sortKey(value), value, expiresAt });
    },
    async deleteMute(mute) {
      const Key = { pk: mutesKey, sk: sortKey(mute) };
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
            Key: { pk: mutesKey, sk: sortKey(mute) },
            UpdateExpression: 'ADD held :one',
            ConditionExpression: `${ConditionExpression} AND (attribute_not_exists(held) OR size(held) < :most)`,
            ...names,
            ExpressionAttributeValues: { ...names.ExpressionAttributeValues, ...values },
          }),
        ),
      );
    },
    async putLanguage(value) {
      await putRecord(table, { pk: languagesKey, sk: value.channel, value });
    },
    async getLanguage(channel) {
      return (await getRecord<{ value: ChannelLanguage }>(table, languagesKey, channel))?.value;
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
