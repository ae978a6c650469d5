import { EventEmitter } from 'node:events';
import dynalite from 'dynalite';
import { asRecord, readJson } from '../json.ts';
import {
  type Backend,
  errorResponse,
  type Place,
  parseBody,
  ServiceError,
  type WireResponse,
} from './wire.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.0';
// dynalite requires a complete signature header but never checks it; the local AWS accepts any credentials.
const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=-, SignedHeaders=-, Signature=-',
  'x-amz-date': '-',
};
// dynalite ignores this one, so a conditional write would return less than was requested.
const IGNORED_MEMBER = 'ReturnValuesOnConditionCheckFailure';

/** DynamoDB in memory: dynalite handles tables, items, conditions, queries and indexes; its ARNs are replaced with ours. */
export function createDynamodb(place: Place): Backend {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    name: 'dynamodb',
    actions: DYNAMODB_ACTIONS,
    contentType: CONTENT_TYPE,
    async answer(request, action) {
      let input: Record<string, unknown>;
      try {
        input = parseBody(request.body);
        refuseIgnored(input);
        if (action === 'CreateTable' || action === 'UpdateTable') refuseDropped(input);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return errorResponse(error, CONTENT_TYPE);
      }
      const { TableName } = input;
      const isArn = typeof TableName === 'string' && TableName.startsWith(tableArn(place));
      if (isArn) input.TableName = tableNameOf(TableName);
      const response =
        action === 'CreateTable'
          ? await createTable(input)
          : await handOver(action, isArn ? JSON.stringify(input) : request.body);
      return /Table/.test(action) ? { ...response, body: withOurArns(response.body, place) } : response;
    },
  };

  // dynalite drops a new table's tags, so they are added in a separate request.
  async function createTable({ Tags, ...input }: Record<string, unknown>): Promise<WireResponse> {
    const response = await handOver('CreateTable', JSON.stringify(input));
    if (/ResourceInUseException/.test(response.body)) {
      const message = `Table already exists: ${input.TableName}`;
      return errorResponse(new ServiceError('ResourceInUseException', message), CONTENT_TYPE);
    }
    if (response.status !== 200 || !Array.isArray(Tags) || Tags.length === 0) return response;
    const { TableDescription } = JSON.parse(response.body) as { TableDescription: { TableArn: string } };
    const tagging = JSON.stringify({ ResourceArn: TableDescription.TableArn, Tags });
    const tagged = await handOver('TagResource', tagging);
    return tagged.status === 200 ? response : tagged;
  }

  // dynalite is an http.Server that never listens: it gets minimal request and response objects. The request's events are emitted synchronously, so
  // that what dynalite throws on odd input is caught here instead of crashing the process.
  function handOver(action: string, body: string): Promise<WireResponse> {
    return new Promise((resolve) => {
      const headers = {
        ...SIGNED,
        'content-type': CONTENT_TYPE,
        'x-amz-target': `DynamoDB_20120810.${action}`,
      };
      const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers });
      const response = {
        statusCode: 200,
        setHeader: () => undefined,
        end(answer: string): void {
          resolve({ status: response.statusCode, headers: { 'content-type': CONTENT_TYPE }, body: answer });
        },
      };
      server.emit('request', request, response);
      request.emit('data', Buffer.from(body));
      request.emit('end');
    });
  }
}

function refuseIgnored(input: Record<string, unknown>): void {
  if (!(IGNORED_MEMBER in input)) return;
  throw new ServiceError('ValidationException', `The local DynamoDB does not support ${IGNORED_MEMBER}.`);
}

/** Table settings that dynalite doesn't support, with the value that turns each off. */
const unsupported: Readonly<Record<string, unknown>> = {
  DeletionProtectionEnabled: false,
  TableClass: 'STANDARD',
};

function refuseDropped(input: Record<string, unknown>): void {
  const { StreamSpecification, SSESpecification } = input;
  const dropped = Object.keys(unsupported).find((name) => name in input && input[name] !== unsupported[name]);
  const isOn = (value: unknown, member: string) => Object(value)[member] === true;
  const what = isOn(StreamSpecification, 'StreamEnabled')
    ? 'StreamSpecification'
    : isOn(SSESpecification, 'Enabled')
      ? 'SSESpecification'
      : dropped;
  if (what !== undefined) {
    throw new ServiceError('ValidationException', `The local DynamoDB does not support ${what}.`);
  }
}

// dynalite takes the account and region of its ARNs from the environment of the process.
function withOurArns(body: string, place: Place): string {
  return body.replaceAll(/arn:aws:dynamodb:[^:"]*:[^:"]*:table\//g, tableArn(place));
}

/** What the ARNs of this place's tables begin with. */
function tableArn({ accountId, region }: Place): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/`;
}

/** DynamoDB takes a table's ARN in place of its name, dynalite the name alone. */
function tableNameOf(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:aws:dynamodb:[^:]*:[^:]*:table\//, '');
}

/** What dynalite 4 supports: no transactions, no streams, no backups; time to live can be read but not set. */
const DYNAMODB_ACTIONS: readonly string[] = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
];

/** The tables and indexes that a DynamoDB request uses: `shop`, `shop/index/by-day`. */
export function namedTables(body: string): string[] {
  const { TableName, IndexName, RequestItems } = asRecord(readJson(body));
  const index = IndexName === undefined ? '' : `/index/${IndexName}`;
  return typeof TableName === 'string'
    ? [`${tableNameOf(TableName)}${index}`]
    : Object.keys(asRecord(RequestItems));
}
