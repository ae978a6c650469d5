import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createClients } from '../../infra/deploy/clients.ts';
import type { Account } from './account.ts';
import { deployOperations } from './deploy-operations.ts';
import { type Answer, type Input, operations } from './operations.ts';

const known = { ...operations, ...deployOperations };

/** A loopback server that answers as AWS would for this account, and the real SDK's clients pointing to it. */
export async function startAccount(account: Account) {
  const sent: { operation: string; input: Input }[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === '/slack') {
      response.writeHead(account.frontDoor).end();
      return;
    }
    const { operation, input } = toOperation(request, body);
    sent.push({ operation, input });
    const { status = 200, json, xml } = answer(account, operation, input, url);
    const code = (json as { __type?: string } | undefined)?.__type;
    response.writeHead(status, {
      'content-type': xml === undefined ? 'application/json' : 'text/xml',
      ...(code && { 'x-amzn-errortype': code }),
    });
    response.end(xml ?? JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return {
    url,
    sent,
    clients: createClients({ region: 'eu-west-1', endpoint: url, credentials, maxAttempts: 1 }),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

function answer(account: Account, operation: string, input: Input, url: string): Answer {
  if (account.denied.includes(operation)) {
    return { status: 400, json: { __type: 'AccessDeniedException', message: `not ${operation}` } };
  }
  return known[operation]?.(account, input, url) ?? { status: 501, json: { message: `${operation}?` } };
}

/** Each service's protocol names its operation in another place. */
function toOperation({ method, headers, url = '/' }: IncomingMessage, body: Buffer) {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return { operation: target.split('.').at(-1) ?? '', input: JSON.parse(String(body) || '{}') as Input };
  }
  if (headers['content-type']?.includes('form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(String(body)));
    return { operation: input.Action ?? '', input };
  }
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, , what, name, part] = pathname.split('/');
  const input = { ...Object.fromEntries(searchParams), name };
  if (pathname.startsWith('/v2/')) return { operation: 'GetApis', input };
  if (pathname === '/schedules') return { operation: 'ListSchedules', input };
  if (pathname.startsWith('/schedules/')) {
    return { operation: `${method === 'DELETE' ? 'Delete' : 'Get'}Schedule`, input: { ...input, what } };
  }
  if (what === 'account-settings') return { operation: 'GetAccountSettings', input };
  if (what === 'event-source-mappings') return { operation: 'GetEventSourceMapping', input };
  if (part === 'configuration') return { operation: 'GetFunctionConfiguration', input };
  if (what === 'functions') return { operation: 'ListFunctions', input };
  // S3: the bucket, then the key.
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  const s3 = method === 'HEAD' ? 'HeadBucket' : searchParams.has('list-type') ? 'ListObjectsV2' : undefined;
  const operation =
    searchParams.get('x-id') ?? s3 ?? (searchParams.has('delete') ? 'DeleteObjects' : `${method} ${url}`);
  return { operation, input: { ...input, key, body } };
}
