import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { bytesOf, readUnits, writeUnits } from '../capacity.ts';

/** Calls, and the units that DynamoDB bills for them. */
interface Billed {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

interface Request {
  readonly TableName?: string;
  readonly Item?: Stored;
  readonly Key?: Stored;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<
    Record<string, readonly { PutRequest?: { Item: Stored }; DeleteRequest?: { Key: Stored } }[]>
  >;
}
type Stored = Readonly<Record<string, unknown>>;

/** Attributes that make an item stand in an index: of the audit's table each index holds all of it, of the bot's own only the keys. */
const indexes = { open: 'keys', day: 'all', target: 'all' } as const;

/**
 * Bills every request of every document client of this process by the function that makes it. A write counts again for each index that holds the item,
 * whether or not its key changes; a changed or deleted item counts as one kilobyte, as they all are.
 */
export function countUnits() {
  let billed: Record<string, Billed> = {};
  const send = DynamoDBDocumentClient.prototype.send as (
    this: DynamoDBDocumentClient,
    ...all: never[]
  ) => Promise<{ Item?: Stored; Items?: Stored[] }>;
  const bill = (who: string, units: Partial<Billed>) => {
    billed[who] ??= { calls: 0, readUnits: 0, writeUnits: 0 };
    billed[who].calls += 1;
    billed[who].readUnits += units.readUnits ?? 0;
    billed[who].writeUnits += units.writeUnits ?? 0;
  };

  async function billedSend(this: DynamoDBDocumentClient, command: never, ...rest: never[]) {
    const { input } = command as { input: Request };
    const { name } = (command as object).constructor;
    const who = (await this.config.credentials()).accessKeyId;
    const writes = [
      ...(input.Item ? [input.Item] : []),
      ...Object.values(input.RequestItems ?? {})
        .flat()
        .map((one) => one.PutRequest?.Item ?? {}),
    ];
    if (/Update|Delete/.test(name)) writes.push({});
    for (const item of writes) bill(who, { writeUnits: writeUnitsOf(item) });
    const answer = await send.call(this, command, ...rest);
    if (/Get|Query/.test(name)) {
      const found = answer.Items ?? (answer.Item ? [answer.Item] : []);
      const bytes = found.reduce((sum, item) => sum + bytesOf(item), 0);
      bill(who, { readUnits: readUnits(bytes, input.ConsistentRead) });
    }
    return answer;
  }
  Object.assign(DynamoDBDocumentClient.prototype, { send: billedSend });

  return {
    /** What was billed since it was last taken. */
    take(): Record<string, Billed> {
      const taken = billed;
      billed = {};
      return taken;
    },
  };
}

function writeUnitsOf(item: Stored): number {
  const own = writeUnits(bytesOf(item));
  const copies = Object.entries(indexes).filter(([name]) => name in item);
  return own + copies.reduce((sum, [, what]) => sum + (what === 'all' ? own : 1), 0);
}
