import { createDynamodb } from './dynamodb.ts';
import {
  type AwsService,
  type QueryService,
  type RestService,
  serveJson,
  serveQuery,
  serveRest,
} from './protocols.ts';
import { createSqs } from './sqs.ts';
import { type Backend, type Place, type RestBackend, ServiceError, type WireRequest } from './wire.ts';

/** The services of the endpoint, by how requests name them. */
export interface Backends {
  /** By the part of `X-Amz-Target` before the dot. */
  readonly byTarget: ReadonlyMap<string, Backend>;
  /** By the service in the scope of the signature. */
  readonly byScope: ReadonlyMap<string, RestBackend>;
}

/**
 * The service and action that a request names; the service is undefined if unknown. `words` is the request's target, or its method and path, for
 * error messages.
 */
export function namedCall(request: WireRequest, { byTarget, byScope }: Backends) {
  const target = request.headers['x-amz-target'];
  const rest = target === undefined ? byScope.get(signedScope(request).service ?? '') : undefined;
  if (rest !== undefined) {
    const words = `${request.method} ${request.url}`;
    return { backend: rest, action: rest.actionOf(request) ?? words, words };
  }
  const words = String(target ?? '');
  const dot = words.lastIndexOf('.');
  return { backend: byTarget.get(words.slice(0, dot)), action: words.slice(dot + 1), words };
}

export type Service = AwsService | RestService | QueryService;

/** The services of one region: SQS and DynamoDB, and those implemented here. */
interface Region {
  readonly backends: Backends;
  close(): Promise<void>;
}

/** What answers as SQS and as DynamoDB in a region. */
export interface Stores {
  createSqs(place: Place): Promise<Backend & { close(): Promise<void> }>;
  createDynamodb(place: Place): Backend;
}

export const realStores: Stores = { createSqs, createDynamodb };

interface RegionOptions {
  readonly services: readonly Service[];
  readonly stores: Stores;
  readonly onFault: (fault: unknown) => void;
}

export async function createRegion(
  place: Place,
  { services, stores, onFault }: RegionOptions,
): Promise<Region> {
  const sqs = await stores.createSqs(place);
  const rest = services.filter((service) => 'routes' in service);
  const query = services.filter((service) => 'namespace' in service);
  const rpc = services.filter((service) => 'targetPrefix' in service);
  return {
    backends: {
      byTarget: new Map<string, Backend>([
        ['AmazonSQS', sqs],
        ['DynamoDB_20120810', stores.createDynamodb(place)],
        ...rpc.map((service) => [service.targetPrefix, serveJson(service, onFault)] as const),
      ]),
      byScope: new Map<string, RestBackend>([
        ...rest.map((service) => [service.name, serveRest(service, onFault)] as const),
        ...query.map((service) => [service.name, serveQuery(service, onFault)] as const),
      ]),
    },
    close: () => sqs.close(),
  };
}

/** The regions other than the home region; each starts empty on first use. */
export function createRegions(
  home: string,
  open: ((region: string) => Promise<Region>) | undefined,
): { at(request: WireRequest): Promise<Region> | ServiceError | undefined; close(): Promise<void> } {
  const opened = new Map<string, Promise<Region>>();
  return {
    /** Undefined for the home region; an error for an unknown region or one that has no services here. */
    at(request) {
      const { region, service } = signedScope(request);
      // IAM is global, and a request without a region in its signature is accepted.
      if (region === undefined || region === home || service === 'iam') return undefined;
      if (open === undefined || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
        return new ServiceError(
          'UnrecognizedClientException',
          `The local AWS is in ${home}, and the request is signed for ${region}. Set the client's region to ${home}.`,
        );
      }
      const there = opened.get(region) ?? open(region);
      opened.set(region, there);
      return there;
    },
    async close() {
      for (const region of opened.values()) await (await region).close();
    },
  };
}

/** The access key and scope of a signature: `AWS4-HMAC-SHA256 Credential=<key>/20260101/us-east-1/ecs/aws4_request, …`. */
export function signedScope({ headers }: WireRequest) {
  const [, accessKeyId = '', region, service] =
    /Credential=([^/]*)\/(?:[^/]*\/([^/]*)\/([^/]*)\/)?/.exec(headers.authorization ?? '') ?? [];
  return { accessKeyId, region, service };
}
