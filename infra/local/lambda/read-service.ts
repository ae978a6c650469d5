import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate } from './parse-template.ts';
import { readConditions } from './read-conditions.ts';
import { resolveVariables } from './resolve-variables.ts';
import type {
  FunctionDefinition,
  Resource,
  ServiceDefinition,
  SqsMapping,
  TemplateObject,
  TemplateValue,
} from './service-definition.ts';

export interface ReadServiceOptions {
  /** Folder of serverless.yml. */
  readonly root: string;
  readonly stage: string;
  readonly region: string;
  /** As `--param="logs=on"` would give them. */
  readonly params: Readonly<Record<string, string>>;
}

/** Reads serverless.yml and what it includes, with variables filled in and intrinsic functions left as they are. */
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

/** Lambda looks for index.mjs as well as for index.cjs. */
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
