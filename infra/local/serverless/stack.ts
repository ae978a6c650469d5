import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Resource, ServiceDefinition, TemplateObject, TemplateValue } from './template.ts';

interface CreateStackOptions {
  readonly definition: ServiceDefinition;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Creates the template's queues and tables in the local AWS; the rest (roles, rules, alarms) is only read. Roles and rules get a name and an ARN, for
 * whatever refers to them.
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

  // A queue's redrive policy names its dead-letter queue, so dead-letter queues come first.
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

/** What CloudFormation knows about a created resource. */
interface CreatedResource {
  /** What `!Ref` gives: a queue's URL, a table's name. */
  readonly ref: string;
  /** What `!GetAtt` gives: Arn, QueueName. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly resources: Readonly<Record<string, CreatedResource>>;
  /** `AWS::Region`, `AWS::AccountId`, `AWS::Partition`. */
  readonly pseudo: Readonly<Record<string, string>>;
}

/**
 * A template value with Ref, Fn::GetAtt and Fn::Sub evaluated.
 * @throws Error for a resource that was not created, and for any other function
 */
export function evaluate(value: TemplateValue, stack: Stack): TemplateValue {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, stack));
  if (value === null || typeof value !== 'object') return value;
  const template = value as TemplateObject;
  if (typeof template.Ref === 'string') return reference(template.Ref, stack);
  const attribute = template['Fn::GetAtt'];
  if (Array.isArray(attribute)) return getAttribute(String(attribute[0]), String(attribute[1]), stack);
  const text = template['Fn::Sub'];
  if (typeof text === 'string') return substitute(text, stack);
  const other = Object.keys(template).find((key) => key.startsWith('Fn::'));
  if (other) throw new Error(`The template uses ${other} in a way that the local world does not know.`);
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, evaluate(item, stack)]));
}

function substitute(text: string, stack: Stack): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    // ${!Name} is CloudFormation's escape for a literal ${Name}.
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const [resource = '', attribute] = name.split('.');
    return attribute === undefined ? reference(resource, stack) : getAttribute(resource, attribute, stack);
  });
}

function reference(name: string, { resources, pseudo }: Stack): string {
  const value = pseudo[name] ?? resources[name]?.ref;
  if (value === undefined)
    throw new Error(`The template refers to ${name}, which the local world did not make.`);
  return value;
}

function getAttribute(name: string, attribute: string, { resources }: Stack): string {
  const value = resources[name]?.attributes[attribute];
  if (value === undefined) {
    throw new Error(`The template asks for ${name}.${attribute}, which the local world does not know.`);
  }
  return value;
}

/** An EventBridge rule of the template with its queue. Either `pattern` or `scheduleExpression` is set. */
interface QueueRule {
  readonly name: string;
  readonly pattern?: TemplateObject;
  readonly scheduleExpression?: string;
  readonly queueUrl: string;
  /** Sent to the target in place of the event. */
  readonly input?: unknown;
}

/** The template's EventBridge rules, one entry per target; targets must be queues of the template. */
export function eventRules(definition: ServiceDefinition, stack: Stack): QueueRule[] {
  return Object.values(definition.resources)
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .flatMap(({ Properties }) => {
      const rule = evaluate(Properties, stack) as TemplateObject;
      const targets = rule.Targets as readonly TemplateObject[];
      return targets.map((target) => {
        const queue = Object.values(stack.resources).find(({ attributes }) => attributes.Arn === target.Arn);
        if (!queue) throw new Error(`The rule ${String(rule.Name)} has a target that no resource is.`);
        return {
          name: String(rule.Name),
          queueUrl: queue.ref,
          ...(rule.EventPattern !== undefined && { pattern: rule.EventPattern as TemplateObject }),
          ...(rule.ScheduleExpression !== undefined && {
            scheduleExpression: String(rule.ScheduleExpression),
          }),
          ...(target.Input !== undefined && { input: JSON.parse(String(target.Input)) as unknown }),
        };
      });
    });
}
