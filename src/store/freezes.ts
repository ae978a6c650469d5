import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Freeze } from '../access/freeze.ts';
import { settingsKey as pk } from './settings-move.ts';
import { ifHolds, putIf, type Table } from './table.ts';

/** What is frozen, among the settings: `freeze shop/*`. They are read with them. */
export interface FreezeStore {
  /** A pattern has one freeze: this one replaces it, unless that was set later. */
  putFreeze(freeze: Freeze): Promise<void>;
  /** Deletes the freeze unless it was set again in the meantime; false when it is not there any more. */
  deleteFreeze(freeze: Pick<Freeze, 'pattern' | 'setAt' | 'until'>): Promise<boolean>;
}

/** How long the table keeps a freeze whose end could not be posted, in seconds. */
const keptSeconds = 7 * 24 * 3600;

export function freezeStore(table: Table): FreezeStore {
  const keyOf = (pattern: string) => ({ pk, sk: `freeze ${pattern}` });
  const names = { '#value': 'value', '#setAt': 'setAt' };
  return {
    async putFreeze(value) {
      const { pattern, setAt, until } = value;
      const expiresAt = until === undefined ? {} : { expiresAt: Math.ceil(until / 1000) + keptSeconds };
      await putIf(
        table,
        { ...keyOf(pattern), value, ...expiresAt },
        {
          // A record that can't be read has no time, and is replaced.
          ConditionExpression: 'attribute_not_exists(#value.#setAt) OR #value.#setAt <= :setAt',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':setAt': setAt },
        },
      );
    },
    async deleteFreeze({ pattern, setAt, until }) {
      const same = {
        ConditionExpression: '#value.#setAt = :setAt',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':setAt': setAt },
      };
      const remove = new DeleteCommand({
        TableName: table.name,
        Key: keyOf(pattern),
        ...(until !== undefined && same),
        ReturnValues: 'ALL_OLD',
      });
      const answer = await ifHolds(() => table.client.send(remove));
      return answer?.Attributes !== undefined;
    },
  };
}

/** The freeze in a record of the settings. One that can't be read counts as one that nobody set, and that does not end by itself. */
export function toFreeze({ sk, value }: { readonly sk: string; readonly value: unknown }): Freeze {
  const pattern = sk.slice('freeze '.length);
  const read = value as Partial<Freeze> | null | undefined;
  const isReadable =
    read?.pattern === pattern &&
    [read.reason, read.setBy, read.channel].every((each) => typeof each === 'string') &&
    [read.since, read.setAt, read.until].every(Number.isFinite);
  if (isReadable) return read as Freeze;
  return { pattern, reason: '', setBy: '', channel: '', since: 0, setAt: 0 };
}
