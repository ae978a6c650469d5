import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type FunctionDefinition,
  parseTemplate,
  type Resource,
  type ServiceDefinition,
  type SqsMapping,
  type TemplateObject,
  type TemplateValue,
} from './template.ts';

interface ReadServiceOptions {
  /** The folder of serverless.yml, to which `${file(…)}` is relative. */
  readonly root: string;
  readonly stage: string;
  readonly region: string;
  /** The values that `--param="logs=on"` would set. */
  readonly params: Readonly<Record<string, string>>;
}

/** Reads serverless.yml and the files it includes, resolving variables but not intrinsic functions. */
export function readService({ root, stage, region, params }: ReadServiceOptions): ServiceDefinition {
  const raw = object(parseTemplate(readFileSync(join(root, 'serverless.yml'), 'utf8')));
  const service = String(raw.service);
  const defaults = object(object(raw.params).default) as Record<string, string>;
  const resolved = object(
    resolveVariables(raw, { service, stage, region, params: { ...defaults, ...params }, root }),
  );
  const provider = object(resolved.provider);
  return {
    service,
    stage,
    functions: Object.entries(object(resolved.functions)).map(([name, value]) =>
      toFunction(name, object(value), provider, root),
    ),
    resources: readResources(list(resolved.resources).map(object)),
  };
}

function readResources(parts: readonly TemplateObject[]): Record<string, Resource> {
  const merged = (key: string) =>
    Object.assign({}, ...parts.map((part) => part[key] ?? {})) as TemplateObject;
  const conditions = readConditions(merged('Conditions'));
  const all = Object.entries(merged('Resources') as unknown as Readonly<Record<string, Resource>>);
  return Object.fromEntries(
    all.filter(([, { Condition }]) => Condition === undefined || conditions.get(Condition) === true),
  );
}

function toFunction(
  name: string,
  definition: TemplateObject,
  provider: TemplateObject,
  root: string,
): FunctionDefinition {
  const [path, handler] = String(definition.handler).split(/\.(?=[^.]+$)/);
  const events = list(definition.events).map(object);
  return {
    name,
    file: bundleFile(join(root, path ?? '')),
    packaged: list(object(definition.package).patterns).map((pattern) => join(root, String(pattern))),
    handler: handler ?? 'handler',
    timeoutSeconds: Number(definition.timeout ?? 6),
    memoryMb: Number(definition.memorySize ?? provider.memorySize),
    role: String(definition.role),
    environment: { ...object(provider.environment), ...object(definition.environment) },
    routes: events.flatMap((event) => (event.httpApi === undefined ? [] : [String(event.httpApi)])),
    sqsMappings: events.flatMap((event) => (event.sqs === undefined ? [] : [toMapping(object(event.sqs))])),
  };
}

/** Lambda looks for index.mjs as well as index.cjs. */
function bundleFile(path: string): string {
  return existsSync(`${path}.mjs`) ? `${path}.mjs` : `${path}.cjs`;
}

function toMapping(sqs: TemplateObject): SqsMapping {
  return {
    queueArn: sqs.arn ?? null,
    batchSize: Number(sqs.batchSize ?? 10),
    maximumConcurrency: Number(sqs.maximumConcurrency ?? 5),
    reportsItemFailures: sqs.functionResponseType === 'ReportBatchItemFailures',
  };
}

function object(value: TemplateValue | undefined): TemplateObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as TemplateObject)
    : {};
}

function list(value: TemplateValue | undefined): readonly TemplateValue[] {
  return Array.isArray(value) ? value : [];
}

interface Variables extends ReadServiceOptions {
  readonly service: string;
}

/** `${file(infra/aws/queues.yml)}` as the whole value. */
const wholeFile = /^\$\{file\(([^)]+)\)\}$/;
/** What Serverless Framework resolves; `${AWS::Region}` and `${Table.Arn}` are left for Fn::Sub. */
const variable = /\$\{(self:service|sls:stage|param:[\w-]+|opt:(?:region|stage))(?:,\s*'[^']*')?\}/g;

/**
 * The value with Serverless Framework's variables resolved. Only the few forms that serverless.yml uses are supported; another throws, so that none
 * is silently left unresolved.
 */
export function resolveVariables(value: TemplateValue, variables: Variables): TemplateValue {
  if (typeof value === 'string') return resolveText(value, variables);
  if (Array.isArray(value)) return value.map((item) => resolveVariables(item, variables));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolveVariables(item, variables)]),
    );
  }
  return value;
}

function resolveText(text: string, variables: Variables): TemplateValue {
  const file = wholeFile.exec(text)?.[1];
  if (file !== undefined) {
    return resolveVariables(parseTemplate(readFileSync(resolve(variables.root, file), 'utf8')), variables);
  }
  const resolved = text.replace(variable, (_, name: string) => lookUp(name, variables));
  const left = /\$\{[a-z]+:[^}]*\}/.exec(resolved);
  if (left) throw new Error(`The local world does not know the variable ${left[0]} of serverless.yml.`);
  return resolved;
}

function lookUp(name: string, { service, stage, region, params }: Variables): string {
  if (name === 'self:service') return service;
  if (name === 'sls:stage' || name === 'opt:stage') return stage;
  if (name === 'opt:region') return region;
  const key = name.slice('param:'.length);
  const value = params[key];
  if (value === undefined)
    throw new Error(`serverless.yml uses the parameter ${key}, which it does not declare.`);
  return value;
}

/**
 * Which of a template's conditions are true. Supports Fn::Equals of two texts, Fn::Not and Fn::And.
 * @throws Error for any other function, which would otherwise silently count as true
 */
function readConditions(conditions: TemplateObject): ReadonlyMap<string, boolean> {
  return new Map(Object.entries(conditions).map(([name, condition]) => [name, holds(name, condition)]));
}

function holds(name: string, condition: TemplateValue | undefined): boolean {
  const {
    'Fn::Equals': equals,
    'Fn::Not': not,
    'Fn::And': and,
  } = (condition ?? {}) as Readonly<Record<string, TemplateValue | undefined>>;
  if (Array.isArray(not)) return !holds(name, not[0]);
  if (Array.isArray(and)) return and.every((each) => holds(name, each));
  const [one, other] = Array.isArray(equals) ? equals : [];
  if (typeof one !== 'string' || typeof other !== 'string') {
    throw new Error(`The local world does not know how the condition ${name} is written.`);
  }
  return one === other;
}
