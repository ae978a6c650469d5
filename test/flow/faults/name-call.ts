import type { IncomingHttpHeaders } from 'node:http';

interface NamedCall {
  readonly service: string;
  readonly name: string;
  readonly writes: boolean;
}

interface DynamoKey {
  readonly pk?: { readonly S: string };
  readonly sk?: { readonly S: string };
}

const reads = /^(Get|Describe|List|Query)|^(users\.info|usergroups\.users\.list|chat\.getPermalink)$/;

/** What a request of the worker is, from what stands on the wire: the ids in it go, so that two runs name alike. */
export function nameCall(url: string, headers: IncomingHttpHeaders, body: string): NamedCall {
  if (headers.authorization?.startsWith('AWS4')) {
    const [, , , service = ''] = /Credential=([^ ,]+)/.exec(headers.authorization)?.[1]?.split('/') ?? [];
    const target = headers['x-amz-target'];
    const action = typeof target === 'string' ? target.slice(target.indexOf('.') + 1) : 'CreateSchedule';
    const detail =
      service === 'dynamodb' ? ` ${recordName(body)}` : service === 'sqs' ? ` ${queueName(body)}` : '';
    return { service, name: `${service} ${action}${detail}`, writes: !reads.test(action) };
  }
  const method = url.startsWith('/api/') ? url.slice('/api/'.length) : 'response_url';
  return { service: 'slack', name: `slack ${method}`, writes: !reads.test(method) };
}

/** `audit change#…/intent`. */
function recordName(body: string): string {
  const { TableName, Key, Item, IndexName } = JSON.parse(body) as {
    readonly TableName: string;
    readonly Key?: DynamoKey;
    readonly Item?: DynamoKey;
    readonly IndexName?: string;
  };
  const { pk, sk } = Key ?? Item ?? {};
  const table = TableName.endsWith('-audit') ? 'audit' : 'table';
  return `${table} ${IndexName ?? `${pk?.S.replace(/#[^#]+/, '#…')}/${sk?.S}`}`;
}

function queueName(body: string): string {
  const { QueueUrl } = JSON.parse(body) as { readonly QueueUrl: string };
  return QueueUrl.endsWith('-events') ? 'events' : 'commands';
}
