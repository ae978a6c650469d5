import type { AwsService } from './aws-service.ts';
import { createDynamodb } from './dynamodb/create-dynamodb.ts';
import type { Backends } from './named-call.ts';
import type { Place } from './place.ts';
import type { QueryService } from './query-service.ts';
import type { RestService } from './rest-service.ts';
import { serveJson } from './serve-json.ts';
import { serveQuery } from './serve-query.ts';
import { serveRest } from './serve-rest.ts';
import { ServiceError } from './service-error.ts';
import { createSqs } from './sqs/create-sqs.ts';
import type { Backend, RestBackend, WireRequest } from './wire.ts';

export type Service = AwsService | RestService | QueryService;

/** The services of one region of the account: SQS and DynamoDB, and those that are ours. */
export interface Region {
  readonly backends: Backends;
  close(): Promise<void>;
}

export async function createRegion(
  place: Place,
  services: readonly Service[],
  onFault: (fault: unknown) => void,
): Promise<Region> {
  const sqs = await createSqs(place);
  const rest = services.filter((service) => 'routes' in service);
  const query = services.filter((service) => 'protocol' in service);
  const rpc = services.filter((service) => 'targetPrefix' in service);
  return {
    backends: {
      byTarget: new Map<string, Backend>([
        ['AmazonSQS', sqs],
        ['DynamoDB_20120810', createDynamodb(place)],
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

/** The regions beside the one that the account is at home in; each begins empty when it is first asked for. */
export function createRegions(
  home: string,
  open: ((region: string) => Promise<Region>) | undefined,
): { at(request: WireRequest): Promise<Region> | ServiceError | undefined; close(): Promise<void> } {
  const opened = new Map<string, Promise<Region>>();
  return {
    /** Undefined for the home region; a refusal of one that is none, or that there is nothing in. */
    at(request) {
      const { region, service } = signedScope(request);
      // IAM is one for all regions, and what signs for none is taken as it comes.
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

/** From `AWS4-HMAC-SHA256 Credential=<key>/20260101/us-east-1/ecs/aws4_request, …`. */
function signedScope({ headers }: WireRequest): { region?: string; service?: string } {
  const [, region, service] =
    /Credential=[^/]*\/[^/]*\/([^/]*)\/([^/]*)\//.exec(headers.authorization ?? '') ?? [];
  return region === undefined || service === undefined ? {} : { region, service };
}
