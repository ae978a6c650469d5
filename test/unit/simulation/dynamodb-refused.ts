import fc from 'fast-check';
import { N, S } from './dynamodb-items.ts';
import type { Step } from './requests.ts';

/** What DynamoDB refuses, whatever it holds. */
export const hostile = fc.constantFrom<Step[]>(
  ...[
    { action: 'GetItem', input: { Key: { pk: S('a') } } },
    { action: 'GetItem', input: { Key: { pk: S('a'), sk: S('') } } },
    { action: 'GetItem', input: { Key: { pk: N(1), sk: S('a') } } },
    { action: 'GetItem', input: { Key: { pk: S('a'), sk: S('a'), other: S('a') } } },
    { action: 'GetItem', input: {} },
    { action: 'GetItem', input: { Key: { pk: S('x'.repeat(2049)), sk: S('a') } } },
    { action: 'PutItem', input: { Item: { pk: S('a') } } },
    { action: 'PutItem', input: { Item: { pk: S(''), sk: S('a') } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: N(1) } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('x'.repeat(1025)) } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), open: N(1) } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: N('1x') } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: N('') } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: N('1e126') } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: N('1e-131') } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: N('1'.repeat(39)) } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: {} } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: { SS: [] } } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: { SS: ['a', 'a'] } } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: { NS: ['1', '1.0'] } } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: { L: [{ NULL: false }] } } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: { S: 'a', N: '1' } } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), n: { S: 1 } } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a'), text: S('x'.repeat(400 * 1024)) } } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a') }, ReturnValues: 'ALL_NEW' } },
    { action: 'PutItem', input: { Item: { pk: S('a'), sk: S('a') }, ReturnValues: 'SOME' } },
    {
      action: 'PutItem',
      input: { Item: { pk: S('a'), sk: S('a') }, ExpressionAttributeNames: { '#a': 'a' } },
    },
    {
      action: 'PutItem',
      input: { Item: { pk: S('a'), sk: S('a') }, ExpressionAttributeValues: { ':a': S('a') } },
    },
    {
      action: 'PutItem',
      input: {
        Item: { pk: S('a'), sk: S('a') },
        ConditionExpression: 'pk = :a',
        ExpressionAttributeValues: { ':a': S('a'), ':b': S('b') },
      },
    },
    {
      action: 'PutItem',
      input: {
        Item: { pk: S('a'), sk: S('a') },
        ConditionExpression: 'pk = :a',
        ExpressionAttributeValues: { ':a': N('x') },
      },
    },
    {
      action: 'PutItem',
      input: {
        Item: { pk: S('a'), sk: S('a') },
        ConditionExpression: 'pk = :a',
        ExpressionAttributeValues: {},
      },
    },
    {
      action: 'PutItem',
      input: {
        Item: { pk: S('a'), sk: S('a') },
        ConditionExpression: 'pk = :a',
        ExpressionAttributeNames: { a: 'pk' },
      },
    },
    { action: 'PutItem', table: 'x', input: { Item: { pk: S('a'), sk: S('a') } } },
    { action: 'PutItem', table: '', input: { Item: { pk: S('a'), sk: S('a') } } },
    { action: 'DeleteItem', input: { Key: { pk: S('a'), sk: S('') } } },
    { action: 'UpdateItem', input: { Key: { sk: S('a') } } },
    { action: 'BatchWriteItem', input: { requests: [] } },
    { action: 'BatchWriteItem', input: { requests: [{}] } },
    { action: 'BatchWriteItem', input: { requests: [{ PutRequest: { Item: { pk: S('a') } } }] } },
    { action: 'BatchWriteItem', input: { requests: [{ DeleteRequest: { Key: { pk: S('a') } } }] } },
    {
      action: 'BatchWriteItem',
      input: {
        requests: Array.from({ length: 26 }, (_, at) => ({
          DeleteRequest: { Key: { pk: S('a'), sk: S(`${at}`) } },
        })),
      },
    },
    { action: 'Query', input: {} },
    {
      action: 'Query',
      input: { KeyConditionExpression: 'sk = :a', ExpressionAttributeValues: { ':a': S('a') } },
    },
    {
      action: 'Query',
      input: { KeyConditionExpression: 'pk > :a', ExpressionAttributeValues: { ':a': S('a') } },
    },
    {
      action: 'Query',
      input: { KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': N(1) } },
    },
    {
      action: 'Query',
      input: { KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': { BOOL: true } } },
    },
    {
      action: 'Query',
      input: {
        KeyConditionExpression: 'pk = :a AND version = :a',
        ExpressionAttributeValues: { ':a': S('a') },
      },
    },
    {
      action: 'Query',
      input: { KeyConditionExpression: 'pk.x = :a', ExpressionAttributeValues: { ':a': S('a') } },
    },
    {
      action: 'Query',
      input: {
        KeyConditionExpression: 'pk = :a',
        ExpressionAttributeValues: { ':a': S('a') },
        IndexName: 'none',
      },
    },
    ...[
      { pk: S('a') },
      { pk: S('b'), sk: S('a') },
      { pk: S('a'), sk: N(1) },
      { pk: S('a'), sk: S('') },
      { pk: S('a'), sk: N('x') },
    ].map((ExclusiveStartKey) => ({
      action: 'Query',
      input: {
        KeyConditionExpression: 'pk = :a',
        ExpressionAttributeValues: { ':a': S('a') },
        ExclusiveStartKey,
      },
    })),
    ...[
      { pk: S('a'), sk: S('b') },
      { pk: S('b'), sk: S('a') },
    ].map((ExclusiveStartKey) => ({
      action: 'Query',
      input: {
        KeyConditionExpression: 'pk = :a AND sk < :b',
        ExpressionAttributeValues: { ':a': S('a'), ':b': S('b') },
        ExclusiveStartKey,
      },
    })),
  ].map((each) => ({ table: 'records', ...each })),
);
