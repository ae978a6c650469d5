import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * The bot's one DynamoDB table: `pk` and `sk` name a record, `expiresAt` (epoch seconds) lets DynamoDB remove it
 * some day. That day may come two days late, so who reads a record with an end checks the end itself.
 */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}
