import { type Backend, type Place, ServiceError, type WireResponse } from '../../../infra/local/aws/wire.ts';
import type { Clock } from '../../../infra/local/clock.ts';
import { isRecord, readJson } from '../../../infra/local/json.ts';
import { readWrites, writeBatch } from './dynamodb/batch.ts';
import { holds, readCondition } from './dynamodb/conditions.ts';
import { describeTable, readTable, type Table } from './dynamodb/definitions.ts';
import { readKeyConditions, runQuery } from './dynamodb/query.ts';
import { type Input, members, refuseIdleAttributes, refuseMembers } from './dynamodb/requests.ts';
import { only, partsOf, refuseItem, refuseKey, type TableData } from './dynamodb/table.ts';
import { Names } from './dynamodb/tokens.ts';
import { applyUpdates, readUpdates, typeGiven, type Update } from './dynamodb/updates.ts';
import {
  type Item,
  invalid,
  itemSize,
  mostBytes,
  readItem,
  refuseLarge,
  toPlain,
  unknown,
} from './dynamodb/values.ts';

/** DynamoDB for the simulation: no timer, no chance, no I/O; the same requests give the same answers and the same state. */
export interface SimulatedDynamodb extends Backend {
  /** Every item of a table as the document client reads it, by its key's first coming, then by sort key. Throws for an unknown table. */
  items(table: string): readonly Record<string, unknown>[];
  /**
   * Deletes what has expired at `now` (epoch milliseconds), and returns how many those were. DynamoDB does so at some time within days, so nothing
   * calls this by itself. An end of more than five years ago is none (developer guide, "Using DynamoDB Time to Live").
   */
  expire(table: string, now: number): number;
}

interface Options extends Place {
  readonly clock: Pick<Clock, 'now'>;
  /** The attribute with an item's end, epoch seconds; of every table. */
  readonly ttlAttribute?: string;
}

const contentType = 'application/x-amz-json-1.0';
const fiveYears = 5 * 365 * 24 * 3600;

/**
 * The operations and expressions that the bot uses, as dynalite answers them, and as DynamoDB does where the two differ. What is not known here is
 * refused with a ValidationException.
 */
export function createSimulatedDynamodb(options: Options): SimulatedDynamodb {
  const { clock, accountId, region, ttlAttribute = 'expiresAt' } = options;
  const place = { accountId, region };
  const tables = new Map<string, Table>();

  /** Each gives the JSON of its answer. */
  const actions: Readonly<Record<keyof typeof members, (input: Input) => string>> = {
    CreateTable(input) {
      const name = String(input.TableName);
      if (tables.has(name)) {
        throw new ServiceError('ResourceInUseException', `Table already exists: ${name}`);
      }
      const data = readTable(input);
      const table = { name, input, createdAt: clock.now(), number: tables.size + 1, data };
      tables.set(name, table);
      return JSON.stringify({ TableDescription: describeTable(table, 'CREATING', place) });
    },
    DescribeTable({ TableName }) {
      const table = tables.get(String(TableName));
      if (table === undefined) throw notFound(`: Table: ${String(TableName)} not found`);
      return JSON.stringify({ Table: describeTable(table, 'ACTIVE', place) });
    },
    GetItem(input) {
      const key = readItem(input.Key);
      const data = dataOf(input);
      refuseKey(key, data.keys);
      const found = data.get(key);
      return found === undefined ? '{}' : `{"Item":${found.json}}`;
    },
    PutItem(input) {
      refuseIdleAttributes(input, ['ConditionExpression']);
      const item = readItem(input.Item);
      refuseReturnValues(input);
      refuseLarge(item);
      const isMet = readCheck(
        input,
        new Names(input.ExpressionAttributeNames, input.ExpressionAttributeValues),
      );
      const data = dataOf(input);
      refuseItem(item, data);
      const known = isMet(data, item);
      data.put(item);
      return attributesOf(input.ReturnValues === 'ALL_OLD' ? known : undefined);
    },
    DeleteItem(input) {
      refuseIdleAttributes(input, ['ConditionExpression']);
      const key = readItem(input.Key);
      refuseReturnValues(input);
      const isMet = readCheck(
        input,
        new Names(input.ExpressionAttributeNames, input.ExpressionAttributeValues),
      );
      const data = dataOf(input);
      refuseKey(key, data.keys);
      const known = isMet(data, key);
      data.delete(key);
      return attributesOf(input.ReturnValues === 'ALL_OLD' ? known : undefined);
    },
    UpdateItem(input) {
      refuseIdleAttributes(input, ['UpdateExpression', 'ConditionExpression']);
      const key = readItem(input.Key);
      const names = new Names(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
      const { UpdateExpression: expression } = input;
      const updates = expression === undefined ? [] : readUpdates(String(expression), names);
      const isMet = readCheck(input, names);
      const data = dataOf(input);
      refuseKey(key, data.keys);
      refuseUpdates(updates, data);
      const known = isMet(data, key);
      const updated = applyUpdates(updates, known ?? key);
      if (itemSize(updated) > mostBytes) {
        throw invalid('Item size to update has exceeded the maximum allowed size');
      }
      refuseItem(updated, data);
      data.put(updated);
      return attributesOf(returned(String(input.ReturnValues), { known, updated, updates }));
    },
    Query(input) {
      refuseIdleAttributes(input, ['KeyConditionExpression']);
      const { ExclusiveStartKey, KeyConditionExpression, IndexName, Limit } = input;
      const start = ExclusiveStartKey === undefined ? undefined : readItem(ExclusiveStartKey, sayStart);
      if (KeyConditionExpression === undefined) {
        throw invalid(
          'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
        );
      }
      const names = new Names(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
      const keyConditions = readKeyConditions(String(KeyConditionExpression), names);
      names.refuseUnused();
      const query = {
        keyConditions,
        limit: Limit === undefined ? Number.POSITIVE_INFINITY : Number(Limit),
        isForward: input.ScanIndexForward !== false,
        ...(IndexName !== undefined && { index: String(IndexName) }),
        ...(start !== undefined && { start }),
      };
      const { entries, last } = runQuery(dataOf(input), query, input.ConsistentRead === true);
      const next = last === undefined ? '' : `,"LastEvaluatedKey":${JSON.stringify(last)}`;
      const items = entries.map(({ json }) => json).join(',');
      return `{"Count":${entries.length},"ScannedCount":${entries.length},"Items":[${items}]${next}}`;
    },
    BatchWriteItem({ RequestItems }) {
      writeBatch(readWrites(RequestItems), (TableName) => dataOf({ TableName }));
      return '{"UnprocessedItems":{}}';
    },
  };

  function dataOf({ TableName }: Input): TableData {
    const table = tables.get(String(TableName));
    if (table === undefined) throw notFound();
    return table.data;
  }

  return {
    name: 'dynamodb',
    actions: Object.keys(members),
    contentType,
    async answer({ body }, action) {
      try {
        const input = readJson(body);
        if (!isRecord(input)) throw new ServiceError('SerializationException', 'Expected a JSON object');
        if (!(action in actions)) throw unknown(action);
        const known = action as keyof typeof members;
        refuseMembers(known, input);
        return toResponse(200, actions[known](input));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const type = `${namespaces[error.name] ?? 'com.amazonaws.dynamodb.v20120810'}#${error.name}`;
        return toResponse(error.status, JSON.stringify({ __type: type, message: error.message }));
      }
    },
    items: (name) => dataOf({ TableName: name }).all().map(toPlain),
    expire(name, now) {
      const data = dataOf({ TableName: name });
      const seconds = now / 1000;
      const expired = data.all().filter((item) => {
        const end = Number(item[ttlAttribute]?.N ?? Number.NaN);
        return end < seconds && end > seconds - fiveYears;
      });
      for (const item of expired) data.delete(only(item, [data.keys]));
      return expired.length;
    },
  };
}

const namespaces: Readonly<Record<string, string>> = {
  ValidationException: 'com.amazon.coral.validate',
  SerializationException: 'com.amazon.coral.service',
};

function toResponse(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': contentType }, body };
}

function notFound(which = ''): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Requested resource not found${which}`);
}

function attributesOf(item: Item | undefined): string {
  return item === undefined ? '{}' : `{"Attributes":${JSON.stringify(item)}}`;
}

function refuseReturnValues({ ReturnValues = 'NONE' }: Input): void {
  if (ReturnValues === 'NONE' || ReturnValues === 'ALL_OLD') return;
  throw invalid('ReturnValues can only be ALL_OLD or NONE');
}

/** Reads a request's condition into what finds the item of a key, and refuses where the condition does not hold for it. */
function readCheck({ ConditionExpression: expression }: Input, names: Names) {
  const condition =
    expression === undefined ? undefined : readCondition(String(expression), 'ConditionExpression', names);
  names.refuseUnused();
  return (data: TableData, key: Item): Item | undefined => {
    const item = data.get(key)?.item;
    if (condition === undefined || holds(condition, item ?? {})) return item;
    throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
  };
}

function sayStart(problem: string): string {
  const isBare = /contains duplicates|numeric value|significant digits|number with magnitude/.test(problem);
  return isBare ? problem : `The provided starting key is invalid: ${problem}`;
}

function refuseUpdates(updates: readonly Update[], { keys, indexes }: TableData): void {
  const bad = 'One or more parameter values were invalid: ';
  for (const { name } of partsOf(keys)) {
    if (updates.every((update) => update.name !== name)) continue;
    throw invalid(`${bad}Cannot update attribute ${name}. This attribute is part of the key`);
  }
  for (const index of indexes) {
    for (const { name, type } of partsOf(index)) {
      const update = updates.find((each) => each.name === name);
      const actual = update && typeGiven(update);
      if (actual === undefined || actual === type) continue;
      const types = `Expected: ${type} Actual: ${actual}`;
      throw invalid(`${bad}Type mismatch for Index Key ${name} ${types} IndexName: ${index.name}`);
    }
  }
}

interface Updated {
  readonly known: Item | undefined;
  readonly updated: Item;
  readonly updates: readonly Update[];
}

/** What an update returns of the item before or after it. */
function returned(which: string, { known, updated, updates }: Updated): Item | undefined {
  const item = which.endsWith('_NEW') ? updated : which.endsWith('_OLD') ? known : undefined;
  if (item === undefined || which.startsWith('ALL')) return item;
  return Object.fromEntries(updates.flatMap(({ name }) => (item[name] ? [[name, item[name]]] : [])));
}
