import { ServiceError } from '../../../../infra/local/aws/wire.ts';
import { asRecord } from '../../../../infra/local/json.ts';
import { only, refuseItem, refuseKey, type TableData } from './table.ts';
import { type Item, invalid, readItem, refuseLarge, unknown } from './values.ts';

const mostWrites = 25;

interface Write {
  readonly name: string;
  readonly put?: Item;
  readonly remove?: Item;
}

/** Reads the writes of a BatchWriteItem request. */
export function readWrites(json: unknown): Write[] {
  const requests = Object.entries(asRecord(json)).flatMap(([name, list]) =>
    (Array.isArray(list) ? list : []).map((each) => ({ name, ...asRecord(each) })),
  );
  const tables = Object.values(asRecord(json));
  if (
    tables.length === 0 ||
    tables.some((list) => !Array.isArray(list) || list.length === 0) ||
    requests.length > mostWrites
  ) {
    throw invalid(
      `1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to ${mostWrites}, Member must have length greater than or equal to 1]`,
    );
  }
  return requests.map(({ name, ...request }): Write => {
    const { PutRequest, DeleteRequest, ...rest } = request as Record<string, unknown>;
    const [other] = Object.keys(rest);
    if (other !== undefined) throw unknown(`${other} of BatchWriteItem`);
    if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
      throw invalid(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
    if (DeleteRequest !== undefined) return { name, remove: readItem(asRecord(DeleteRequest).Key) };
    const put = readItem(asRecord(PutRequest).Item);
    refuseLarge(put);
    return { name, put };
  });
}

/** Carries out all writes, or refuses them all. */
export function writeBatch(writes: readonly Write[], dataOf: (table: string) => TableData): void {
  const checked = writes.map(({ name, put, remove }) => {
    const data = dataOf(name);
    if (put !== undefined) refuseInBatch(() => refuseItem(put, data));
    if (remove !== undefined) refuseKey(remove, data.keys);
    return { data, put, remove, key: JSON.stringify([name, only(put ?? remove ?? {}, [data.keys])]) };
  });
  if (new Set(checked.map(({ key }) => key)).size < checked.length) {
    throw invalid('Provided list of item keys contains duplicates');
  }
  for (const { data, put, remove } of checked) {
    if (put !== undefined) data.put(put);
    else if (remove !== undefined) data.delete(remove);
  }
}

/** In a batch DynamoDB says of an item without its key what it says of a wrong key. */
function refuseInBatch(refuse: () => void): void {
  try {
    refuse();
  } catch (error) {
    const isOfKey =
      error instanceof ServiceError && /Missing the key|Type mismatch for key/.test(error.message);
    throw isOfKey ? invalid('The provided key element does not match the schema') : error;
  }
}
