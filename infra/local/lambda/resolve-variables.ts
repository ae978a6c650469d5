import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseTemplate } from './parse-template.ts';
import type { TemplateValue } from './service-definition.ts';

export interface Variables {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly params: Readonly<Record<string, string>>;
  /** Folder that `${file(…)}` starts from. */
  readonly root: string;
}

/** `${file(infra/aws/queues.yml)}`, alone in its value. */
const wholeFile = /^\$\{file\(([^)]+)\)\}$/;
/** What Serverless Framework resolves; `${AWS::Region}` and `${Table.Arn}` stay for Fn::Sub. */
const variable = /\$\{(self:service|sls:stage|param:[\w-]+|opt:(?:region|stage))(?:,\s*'[^']*')?\}/g;

/**
 * The value with Serverless Framework's variables filled in.
 * Only the few forms that serverless.yml uses are known; another throws, so that none is left unresolved in silence.
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
