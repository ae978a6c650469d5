import {
  type Backend,
  errorResponse,
  parseBody,
  type RestBackend,
  ServiceError,
  type WireRequest,
  type WireResponse,
} from './wire.ts';

/**
 * One AWS service of the REST-JSON protocol behind the local endpoint. A request names it by its signature's scope
 * (`Credential=…/scheduler/aws4_request`) and its action by method and path. An action gets the members of the body, path and query in one object;
 * those of the query are strings. It throws ServiceError to refuse.
 */
export interface RestService {
  /** The service name in the signature's scope. */
  readonly name: 'scheduler' | 'lambda';
  readonly routes: readonly RestRoute[];
  readonly actions: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;
}

/** The route of an action: `POST /schedules/{Name}`. */
interface RestRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{Name}` matches one segment, which the action gets as `Name`. */
  readonly path: string;
  readonly action: string;
  /** Query parameters and the members they become: `{ groupName: 'GroupName' }`. */
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * One AWS service behind the local endpoint: `targetPrefix` is the part of the `X-Amz-Target` header before the dot
 * (`AmazonEC2ContainerServiceV20141113`), `actions` maps the part after it to a function from the request's JSON to the response's JSON. Dates are
 * sent as epoch seconds (awsJson1.1). An action throws ServiceError to refuse; an absent one is refused as the real service refuses it.
 */
export interface AwsService {
  readonly name: 'ecs' | 'ecr' | 'ssm' | 'logs' | 'events' | 'application-autoscaling' | 'tagging';
  readonly targetPrefix: string;
  readonly actions: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;
}

/**
 * One AWS service of the query protocol behind the local endpoint: a form in, XML out. A request names it by its signature's scope and its action by
 * the parameter `Action`. An action gets the parameters nested, all values as text, lists as arrays; it throws ServiceError to refuse.
 */
export interface QueryService {
  /** The service name in the signature's scope. */
  readonly name: 'cloudformation' | 'iam';
  readonly namespace: string;
  readonly actions: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;
}

/** Serves an AwsService. An error other than ServiceError becomes a 500 and is passed to `onFault`. */
export function serveJson(service: AwsService, onFault: (fault: unknown) => void): Backend {
  const contentType = 'application/x-amz-json-1.1';
  return {
    name: service.name,
    actions: Object.keys(service.actions),
    contentType,
    answer: (request, action) =>
      answerAction({ service: service.name, action, contentType, onFault }, () =>
        service.actions[action]?.(parseBody(request.body)),
      ),
  };
}

/** Runs an action and returns its output, its error, or a 500 for our own error. */
async function answerAction(
  what: {
    readonly service: string;
    readonly action: string;
    readonly contentType: string;
    readonly onFault: (fault: unknown) => void;
  },
  run: () => unknown,
): Promise<WireResponse> {
  const { service, action, contentType, onFault } = what;
  try {
    const output = await run();
    return { status: 200, headers: { 'content-type': contentType }, body: toWireJson(output ?? {}) };
  } catch (error) {
    if (error instanceof ServiceError) return errorResponse(error, contentType);
    onFault(error);
    const failed = new ServiceError('ServerException', `The local ${service} failed at ${action}.`, 500);
    return errorResponse(failed, contentType);
  }
}

/** JSON as awsJson1.1 writes it: a Date becomes epoch seconds with milliseconds as the fraction. */
function toWireJson(value: unknown): string {
  return JSON.stringify(epochSeconds(value));
}

// JSON.stringify calls Date.toJSON before a replacer sees the Date, so dates are replaced beforehand.
function epochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(epochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, epochSeconds(member)]));
}

const xml = 'text/xml';

/** Serves a QueryService. An error other than ServiceError becomes a 500 and is passed to `onFault`. */
export function serveQuery(service: QueryService, onFault: (fault: unknown) => void): RestBackend {
  const { name, namespace, actions } = service;
  const refuse = ({ name: Code, message: Message, status }: ServiceError): WireResponse => ({
    status,
    headers: { 'content-type': xml },
    body: `<ErrorResponse xmlns="${namespace}">${toXml({
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code, Message },
      RequestId: 'local',
    })}</ErrorResponse>`,
  });
  return {
    name,
    actions: Object.keys(actions),
    contentType: xml,
    refuse,
    actionOf: ({ body }) => new URLSearchParams(body).get('Action') ?? undefined,
    async answer({ body }, action) {
      try {
        const output = await actions[action]?.(parseForm(body));
        const result = `<${action}Result>${toXml(output)}</${action}Result>`;
        const metadata = '<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata>';
        return {
          status: 200,
          headers: { 'content-type': xml },
          body: `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`,
        };
      } catch (error) {
        if (error instanceof ServiceError) return refuse(error);
        onFault(error);
        return refuse(new ServiceError('InternalFailure', `The local ${name} failed at ${action}.`, 500));
      }
    },
  };
}

/** An object's members as elements, an array as `<member>`s, dates in ISO 8601; undefined is left out. */
function toXml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
      .join('');
  }
  return String(value).replace(
    // Characters that XML cannot hold even escaped are dropped: control characters except tab, line ends and those above ASCII.
    /[&<>"]|(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]/gu,
    (character) => (/[&<>"]/.test(character) ? `&#${character.codePointAt(0)};` : ''),
  );
}

interface FormObject {
  [name: string]: FormValue;
}
type FormValue = string | FormObject;

/** `Tags.member.1.Key=a&Name=x` → `{ Tags: [{ Key: 'a' }], Name: 'x' }`, without the protocol's own Action and Version. */
function parseForm(body: string): Record<string, unknown> {
  const root: FormObject = Object.create(null) as FormObject;
  for (const [path, value] of new URLSearchParams(body)) {
    if (path === 'Action' || path === 'Version') continue;
    const names = path.split('.');
    const last = names.pop() ?? '';
    let at = root;
    for (const name of names) {
      const there = at[name];
      const next = typeof there === 'object' ? there : (Object.create(null) as FormObject);
      at[name] = next;
      at = next;
    }
    at[last] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, unwrap(value)]));
}

function unwrap(value: FormValue): unknown {
  if (typeof value === 'string') return value;
  const { member } = value;
  if (typeof member === 'object' && Object.keys(value).length === 1) {
    return Object.entries(member)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => unwrap(item));
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unwrap(item)]));
}

const json = 'application/json';

/** Serves a RestService. An error other than ServiceError becomes a 500 and is passed to `onFault`. */
export function serveRest(service: RestService, onFault: (fault: unknown) => void): RestBackend {
  return {
    name: service.name,
    actions: Object.keys(service.actions),
    contentType: json,
    actionOf: (request) => matchRoute(service.routes, request)?.route.action,
    answer: (request, action) =>
      answerAction({ service: service.name, action, contentType: json, onFault }, () =>
        service.actions[action]?.({
          ...parseBody(request.body),
          ...matchRoute(service.routes, request)?.members,
        }),
      ),
  };
}

/** The route of a request, with the members from its path and query; undefined when there is none, or the path is malformed. */
function matchRoute(routes: readonly RestRoute[], { method, url }: WireRequest) {
  const [path = '', query = ''] = url.split('?');
  const asked = new URLSearchParams(query);
  for (const route of routes) {
    const labels = route.method === method ? matchPath(route.path, path) : undefined;
    if (labels === undefined) continue;
    const named = Object.entries(route.query ?? {}).flatMap(([name, member]) => {
      const value = asked.get(name);
      return value === null ? [] : [[member, value] as const];
    });
    return { route, members: { ...labels, ...Object.fromEntries(named) } };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const labels = new RegExp(`^${pattern.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path);
  try {
    if (labels === null) return undefined;
    return Object.fromEntries(
      Object.entries(labels.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return undefined;
  }
}
