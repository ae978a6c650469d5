import { asRecord } from '../../../../infra/local/json.ts';
import { type Index, type KeyPart, type Keys, TableData } from './table.ts';
import { invalid, unknown } from './values.ts';

/** A table: what was asked for, and what it holds. */
export interface Table {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The how manieth table it is. */
  readonly number: number;
  readonly data: TableData;
}

/**
 * Reads a CreateTable request: keys of texts and numbers, global indexes with all attributes or the keys only, paid by request.
 * @throws ValidationException for a schema that DynamoDB refuses, and for what is not known here
 */
export function readTable(input: Readonly<Record<string, unknown>>): TableData {
  if (input.BillingMode !== 'PAY_PER_REQUEST') throw unknown(`the billing mode ${String(input.BillingMode)}`);
  const types = new Map(
    asList(input.AttributeDefinitions).map(({ AttributeName, AttributeType }) => [
      String(AttributeName),
      String(AttributeType),
    ]),
  );
  const keys = readKeys(input.KeySchema, types);
  const indexes = asList(input.GlobalSecondaryIndexes).map((index) => readIndex(index, types));
  const used = new Set([keys, ...indexes].flatMap(({ hash, range }) => [hash.name, range?.name]));
  const idle = [...types.keys()].find((name) => !used.has(name));
  if (idle !== undefined) {
    throw invalid(
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  return new TableData(keys, indexes);
}

function readIndex(json: Readonly<Record<string, unknown>>, types: ReadonlyMap<string, string>): Index {
  const { IndexName, KeySchema, Projection, ...rest } = json;
  const [other] = Object.keys(rest);
  if (other !== undefined) throw unknown(`${other} of an index`);
  const { ProjectionType } = asRecord(Projection);
  if (ProjectionType !== 'ALL' && ProjectionType !== 'KEYS_ONLY') {
    throw unknown(`the projection ${String(ProjectionType)}`);
  }
  return { ...readKeys(KeySchema, types), name: String(IndexName), isWhole: ProjectionType === 'ALL' };
}

function readKeys(json: unknown, types: ReadonlyMap<string, string>): Keys {
  const schema = asList(json);
  const names = schema.map(({ AttributeName }) => String(AttributeName));
  const missing = names.find((name) => !types.has(name));
  if (missing !== undefined) {
    throw invalid(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
    );
  }
  const [hash, range] = names.map((name): KeyPart => {
    const type = types.get(name);
    if (type !== 'S' && type !== 'N') throw unknown(`keys of the type ${type}`);
    return { name, type };
  });
  const kinds = schema.map(({ KeyType }) => KeyType).join();
  if (hash === undefined || !['HASH', 'HASH,RANGE'].includes(kinds)) {
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  return range === undefined ? { hash } : { hash, range };
}

function asList(json: unknown): Record<string, unknown>[] {
  return Array.isArray(json) ? json.map(asRecord) : [];
}

/** What CreateTable and DescribeTable tell of a table. Its counts are 0: DynamoDB renews them every six hours. */
export function describeTable(
  { name, input, createdAt, number }: Table,
  status: 'CREATING' | 'ACTIVE',
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Record<string, unknown> {
  const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
  const ProvisionedThroughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 };
  const createdSeconds = createdAt / 1000;
  const isActive = status === 'ACTIVE';
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = input;
  const indexes = asList(GlobalSecondaryIndexes).map((index) => ({
    ...index,
    IndexArn: `${arn}/index/${String(index.IndexName)}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexStatus: status,
    ProvisionedThroughput,
  }));
  return {
    AttributeDefinitions,
    TableName: name,
    KeySchema,
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    TableArn: arn,
    TableId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    CreationDateTime: createdSeconds,
    ItemCount: 0,
    TableSizeBytes: 0,
    TableStatus: status,
    ProvisionedThroughput,
    BillingModeSummary: {
      BillingMode: 'PAY_PER_REQUEST',
      ...(isActive && { LastUpdateToPayPerRequestDateTime: createdSeconds }),
    },
    TableThroughputModeSummary: { TableThroughputMode: 'PAY_PER_REQUEST' },
  };
}
