import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EpisodeRecord } from '../../../src/episodes/record.ts';
import { readEpisode } from '../../../src/store/episodes.ts';
import { bytesOf, readUnits, writeUnits } from '../capacity.ts';

/** Calls of one reason, and the units that DynamoDB bills for them. */
interface Billed {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

type Stored = Record<string, unknown> & { readonly pk: string; readonly sk: string };

interface Input {
  readonly Item?: Stored;
  readonly Key?: { readonly pk: string; readonly sk: string };
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<
    Record<string, readonly { readonly PutRequest: { readonly Item: Stored } }[]>
  >;
}

/** What every request of the client costs, by reason. A put counts the larger of the item that is there and the new one. */
export function countUnits(client: DynamoDBDocumentClient): Map<string, Billed> {
  const reasons = new Map<string, Billed>();
  const items = new Map<string, Stored>();

  function bill(reason: string, units: Partial<Billed>): void {
    const billed = reasons.get(reason) ?? { calls: 0, readUnits: 0, writeUnits: 0 };
    billed.calls += 1;
    billed.readUnits += units.readUnits ?? 0;
    billed.writeUnits += units.writeUnits ?? 0;
    reasons.set(reason, billed);
  }

  function billPut(item: Stored, isKept: boolean): void {
    const key = `${item.pk} ${item.sk}`;
    const before = items.get(key);
    // A key that enters the index or leaves it is a write of its own.
    const indexed = isKept && before?.open !== item.open ? 1 : 0;
    const larger = Math.max(bytesOf(item), before === undefined ? 0 : bytesOf(before));
    const reason = isKept ? reasonOf(item, before) : `${kindOf(item.pk)}: lost race`;
    bill(reason, { writeUnits: writeUnits(larger) + indexed });
    if (isKept) items.set(key, item);
  }

  client.middlewareStack.add((next, { commandName = '' }) => async (args) => {
    const { Item, Key, ConsistentRead, RequestItems = {} } = args.input as Input;
    try {
      const answer = await next(args);
      const { Items, Item: found } = answer.output as { Items?: Stored[]; Item?: Stored };
      if (Item !== undefined) billPut(Item, true);
      for (const { PutRequest } of Object.values(RequestItems).flat()) billPut(PutRequest.Item, true);
      if (commandName.startsWith('Get') || commandName.startsWith('Query')) {
        const bytes = (Items ?? (found === undefined ? [] : [found])).reduce(
          (sum, each) => sum + bytesOf(each),
          0,
        );
        const units = readUnits(bytes, ConsistentRead);
        bill(`${kindOf(Key?.pk ?? Items?.[0]?.pk ?? 'index')}: load`, { readUnits: units });
      }
      return answer;
    } catch (error) {
      if (Item !== undefined && (error as Error).name === 'ConditionalCheckFailedException')
        billPut(Item, false);
      throw error;
    }
  });
  return reasons;
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(service|family|task)#/, 'episode'],
  [/^budget#/, 'budget'],
  [/^(stopped|stops)#/, 'black box'],
  [/^heartbeat#/, 'heartbeat'],
  [/^rises#|^notice#/, 'notifications'],
  [/^settings#|^index$/, 'settings and sweep'],
];

function kindOf(pk: string): string {
  return kinds.find(([pattern]) => pattern.test(pk))?.[1] ?? 'other';
}

function reasonOf(item: Stored, before: Stored | undefined): string {
  const kind = kindOf(item.pk);
  if (kind !== 'episode') return `${kind}: save`;
  if (before === undefined) return 'episode: facts';
  return `episode: ${changeOf(readEpisode(before as never), readEpisode(item as never))}`;
}

function changeOf(before: EpisodeRecord, after: EpisodeRecord): string {
  const { deliveries: wereSent, nudgeAt: _, version: __, ...was } = before;
  const { deliveries, nudgeAt: ___, version: ____, ...is } = after;
  if (!isDeepStrictEqual(was.episode, is.episode)) return 'facts';
  if (deliveries.some(({ lease, rise }) => (lease ?? rise?.lease) !== undefined)) return 'lease alone';
  if (wereSent.some(({ lease, rise }) => (lease ?? rise?.lease) !== undefined)) return 'sent';
  if (isDeepStrictEqual(was, is) && isDeepStrictEqual(wereSent, deliveries)) return 'nudge alone';
  return isDeepStrictEqual(wereSent, deliveries) ? 'times' : 'turn or notice';
}
