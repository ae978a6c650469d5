import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type CreatedResource, evaluate, type Stack } from './evaluate.ts';
import type { Resource, ServiceDefinition, TemplateObject } from './service-definition.ts';

export interface CreateStackOptions {
  readonly definition: ServiceDefinition;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Makes the template's queues and tables in the local AWS; the rest (roles, rules, alarms) is read, not made. Of roles and
 * rules there is a name and an ARN, for what refers to them.
 */
export async function createStack(options: CreateStackOptions): Promise<Stack> {
  const { definition, region, accountId } = options;
  const pseudo = {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const resources: Record<string, CreatedResource> = {};
  const ofType = (type: string) =>
    Object.entries(definition.resources).filter(([, resource]) => resource.Type === type);

  // A queue's redrive policy names its dead-letter queue, so these come first.
  const queues = ofType('AWS::SQS::Queue').sort(
    ([, a], [, b]) => Number('RedrivePolicy' in a.Properties) - Number('RedrivePolicy' in b.Properties),
  );
  for (const [id, resource] of queues) {
    resources[id] = await createQueue(resource, { resources, pseudo }, options);
  }
  for (const [id, resource] of ofType('AWS::DynamoDB::Table')) {
    resources[id] = await createTable(resource, options);
  }
  for (const [id, resource] of ofType('AWS::Events::Rule')) {
    const name = String(resource.Properties.Name);
    resources[id] = { ref: name, attributes: { Arn: `arn:aws:events:${region}:${accountId}:rule/${name}` } };
  }
  for (const [id] of ofType('AWS::IAM::Role')) {
    const name = `${definition.service}-${definition.stage}-${id}`;
    resources[id] = { ref: name, attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}` } };
  }
  return { resources, pseudo };
}

async function createQueue(resource: Resource, stack: Stack, { sqs, region, accountId }: CreateStackOptions) {
  const properties = evaluate(resource.Properties, stack) as TemplateObject;
  const { QueueName, ...rest } = properties;
  const name = String(QueueName);
  const Attributes = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return {
    ref: QueueUrl,
    attributes: { Arn: `arn:aws:sqs:${region}:${accountId}:${name}`, QueueName: name },
  };
}

async function createTable(resource: Resource, { dynamodb, region, accountId }: CreateStackOptions) {
  const { TableName, BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } =
    resource.Properties as unknown as CreateTableCommandInput;
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode,
      AttributeDefinitions,
      KeySchema,
      GlobalSecondaryIndexes,
    }),
  );
  const Arn = `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`;
  return { ref: String(TableName), attributes: { Arn } };
}
