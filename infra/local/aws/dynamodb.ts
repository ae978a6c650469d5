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
// dynalite insists on a complete signature header and never checks it; ours takes any credentials.
const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=-, SignedHeaders=-, Signature=-',
  'x-amz-date': '-',
};
// dynalite reads past this one, and a conditional write would then answer with less than was asked for.
const IGNORED_MEMBER = 'ReturnValuesOnConditionCheckFailure';

/** DynamoDB in memory: dynalite keeps tables, items, conditions, queries and indexes; ARNs are made ours. */
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
        return errorResponse(error.name, error.message, { contentType: CONTENT_TYPE });
      }
      const response =
        action === 'CreateTable' ? await createTable(input) : await handOver(action, request.body);
      return /Table/.test(action) ? { ...response, body: withOurArns(response.body, place) } : response;
    },
  };

  // dynalite drops a new table's tags, so they are given to it by a request of their own.
  async function createTable({ Tags, ...input }: Record<string, unknown>): Promise<WireResponse> {
    const response = await handOver('CreateTable', JSON.stringify(input));
    if (/ResourceInUseException/.test(response.body)) {
      const message = `Table already exists: ${input.TableName}`;
      return errorResponse('ResourceInUseException', message, { contentType: CONTENT_TYPE });
    }
    if (response.status !== 200 || !Array.isArray(Tags) || Tags.length === 0) return response;
    const { TableDescription } = JSON.parse(response.body) as { TableDescription: { TableArn: string } };
    const tagging = JSON.stringify({ ResourceArn: TableDescription.TableArn, Tags });
    const tagged = await handOver('TagResource', tagging);
    return tagged.status === 200 ? response : tagged;
  }

  // dynalite is an http.Server that never listens: it gets a request and a response of the shape that it uses. The
  // request's events are emitted at once, so that what dynalite throws over odd input is caught here and ends nothing.
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

/** What a table can be and dynalite's can't, by the value that says no to it. */
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
function withOurArns(body: string, { accountId, region }: Place): string {
  const prefix = `arn:aws:dynamodb:${region}:${accountId}:table/`;
  return body.replaceAll(/arn:aws:dynamodb:[^:"]*:[^:"]*:table\//g, prefix);
}

/** What dynalite 4 serves: no transactions, no streams, no backups, and time to live can be read but not set. */
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

/** The tables and indexes that a DynamoDB request is about: `shop`, `shop/index/by-day`. */
export function namedTables(body: string): string[] {
  const { TableName, IndexName, RequestItems } = asRecord(readJson(body));
  const index = IndexName === undefined ? '' : `/index/${IndexName}`;
  return typeof TableName === 'string' ? [`${TableName}${index}`] : Object.keys(asRecord(RequestItems));
}
