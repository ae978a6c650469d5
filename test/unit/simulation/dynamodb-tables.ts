import { ManualClock } from '../../helpers/clocks.ts';
import { createSimulatedDynamodb } from '../../simulation/doubles/dynamodb.ts';
import { ask, type Json } from './requests.ts';

export const place = { accountId: '123456789012', region: 'eu-west-1', origin: 'http://127.0.0.1:4566' };
export const clock = new ManualClock();
export const create = () => createSimulatedDynamodb({ ...place, clock });

const key = (name: string, range?: string) => [
  { AttributeName: name, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
];
export const index = (IndexName: string, hash: string, range: string, ProjectionType: string) => ({
  IndexName,
  KeySchema: key(hash, range),
  Projection: { ProjectionType },
});
/** As infra/aws has them, and one whose sort key is a number. */
export const schemas: Record<string, { types: string; schema: object[]; indexes: object[] }> = {
  records: {
    types: 'pk:S sk:S open:S',
    schema: key('pk', 'sk'),
    indexes: [index('open', 'open', 'pk', 'KEYS_ONLY')],
  },
  audit: {
    types: 'pk:S sk:S day:S target:S at:S',
    schema: key('pk', 'sk'),
    indexes: [index('by-day', 'day', 'at', 'ALL'), index('by-target', 'target', 'at', 'ALL')],
  },
  numbers: { types: 'pk:S sk:N', schema: key('pk', 'sk'), indexes: [] },
};

export function createInput(kind: string, TableName: string): Json {
  const { types, schema, indexes } = schemas[kind]!;
  const AttributeDefinitions = types.split(' ').map((each) => {
    const [AttributeName, AttributeType] = each.split(':');
    return { AttributeName, AttributeType };
  });
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions,
    KeySchema: schema,
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}

/** A double with one table of a kind, `records` unless told. */
export async function createDouble(kind = 'records') {
  const double = create();
  await ask(double, 'CreateTable', createInput(kind, kind));
  const put = (Item: Json) => ask(double, 'PutItem', { TableName: kind, Item });
  return { double, put };
}
