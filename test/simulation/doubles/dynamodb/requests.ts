import { invalid, unknown } from './values.ts';

export type Input = Readonly<Record<string, unknown>>;

/** What a member must be; the first that does not hold is told with all others, as DynamoDB does. */
interface Rule {
  readonly says: string;
  holds(value: unknown): boolean;
}

const given: Rule = { says: 'not be null', holds: (value) => value !== undefined };
const length = (holds: (length: number) => boolean, says: string): Rule => ({
  says: `have length ${says}`,
  holds: (value) => value === undefined || holds(String(value).length),
});
const name: readonly Rule[] = [
  {
    says: 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
    holds: (value) => value === undefined || /^[\w.-]+$/.test(String(value)),
  },
  length((length) => length >= 3, 'greater than or equal to 3'),
  length((length) => length <= 255, 'less than or equal to 255'),
];
const returnValues = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];

const rules: Readonly<Record<string, readonly Rule[]>> = {
  IndexName: name,
  TableName: [given, ...name],
  Item: [given],
  Key: [given],
  ReturnValues: [
    {
      says: `satisfy enum value set: [${returnValues.join(', ')}]`,
      holds: (value) => value === undefined || returnValues.includes(String(value)),
    },
  ],
  Limit: [
    {
      says: 'have value greater than or equal to 1',
      holds: (value) => value === undefined || Number(value) >= 1,
    },
  ],
};

/** The members known here of each action; those whose rules DynamoDB tells first come first. */
export const members = {
  CreateTable: ['TableName', 'BillingMode', 'AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes'],
  DescribeTable: ['TableName'],
  GetItem: ['TableName', 'Key', 'ConsistentRead'],
  PutItem: ['TableName', 'Item', 'ReturnValues', 'ConditionExpression', ...attributes()],
  UpdateItem: [
    'TableName',
    'ReturnValues',
    'Key',
    'UpdateExpression',
    'ConditionExpression',
    ...attributes(),
  ],
  DeleteItem: ['TableName', 'Key', 'ReturnValues', 'ConditionExpression', ...attributes()],
  Query: [
    'IndexName',
    'TableName',
    'Limit',
    'KeyConditionExpression',
    ...attributes(),
    'ExclusiveStartKey',
    'ConsistentRead',
    'ScanIndexForward',
  ],
  BatchWriteItem: ['RequestItems'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

function attributes() {
  return ['ExpressionAttributeNames', 'ExpressionAttributeValues'] as const;
}

/** Refuses members that break DynamoDB's rules, and those that are not known here: none may be ignored. */
export function refuseMembers(action: keyof typeof members, input: Input): void {
  const known: readonly string[] = members[action];
  const other = Object.keys(input).find((member) => !known.includes(member));
  if (other !== undefined) throw unknown(`${other} of ${action}`);
  const broken = known.flatMap((member) =>
    (rules[member] ?? [])
      .filter(({ holds }) => !holds(input[member]))
      .map(({ says }) => {
        const value = input[member] === undefined ? 'null' : `'${String(input[member])}'`;
        const at = member.charAt(0).toLowerCase() + member.slice(1);
        return `Value ${value} at '${at}' failed to satisfy constraint: Member must ${says}`;
      }),
  );
  if (broken.length === 0) return;
  const count = `${broken.length} validation error${broken.length > 1 ? 's' : ''} detected`;
  throw invalid(`${count}: ${broken.join('; ')}`);
}

/** Refuses names and values for expressions that the request does not have. */
export function refuseIdleAttributes(input: Input, expressions: readonly string[]): void {
  if (expressions.some((each) => input[each] !== undefined)) return;
  if (input.ExpressionAttributeNames !== undefined) {
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (input.ExpressionAttributeValues === undefined) return;
  const list = `${expressions.join(' and ')} ${expressions.length > 1 ? 'are' : 'is'} null`;
  throw invalid(`ExpressionAttributeValues can only be specified when using expressions: ${list}`);
}
