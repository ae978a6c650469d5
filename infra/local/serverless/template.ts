import { parseDocument, type ScalarTag } from 'yaml';

/** A CloudFormation value that may still hold intrinsic functions (`{ Ref }`, `{ 'Fn::GetAtt' }`, `{ 'Fn::Sub' }`). */
export type TemplateValue = string | number | boolean | null | readonly TemplateValue[] | TemplateObject;
export interface TemplateObject {
  readonly [key: string]: TemplateValue;
}

export interface SqsMapping {
  readonly queueArn: TemplateValue;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** Without `ReportBatchItemFailures` a function's return value is ignored. */
  readonly reportsItemFailures: boolean;
}

export interface FunctionDefinition {
  readonly name: string;
  /** Path of the bundle, `.build/functions/slack/index.mjs`. */
  readonly file: string;
  /** Paths of everything packaged with it, including the bundle; one that does not exist is not packaged. */
  readonly packaged: readonly string[];
  /** Name of the exported handler. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** The logical id of its role. */
  readonly role: string;
  readonly environment: TemplateObject;
  /** `POST /slack`. */
  readonly routes: readonly string[];
  readonly sqsMappings: readonly SqsMapping[];
}

export interface Resource {
  readonly Type: string;
  /** The name of the condition under which it is created. */
  readonly Condition?: string;
  readonly Properties: TemplateObject;
}

/** The parts of serverless.yml and the files it includes that a machine without AWS can run. */
export interface ServiceDefinition {
  readonly service: string;
  readonly stage: string;
  readonly functions: readonly FunctionDefinition[];
  /** The resources to create: without those that a condition leaves out. */
  readonly resources: Readonly<Record<string, Resource>>;
}

/** `!Ref X` → `{ Ref: 'X' }`, `!GetAtt Queue.Arn` → `{ 'Fn::GetAtt': ['Queue', 'Arn'] }`, as CloudFormation reads them. */
export function shortForm(name: string): ScalarTag {
  return {
    tag: `!${name}`,
    resolve(text) {
      if (name === 'Ref' || name === 'Condition') return { [name]: text };
      return { [`Fn::${name}`]: name === 'GetAtt' ? text.split('.') : text };
    },
  };
}

/**
 * YAML with merge keys and the CloudFormation short forms that serverless.yml uses.
 * @throws Error for broken YAML and for another short form, which would otherwise be dropped silently
 */
export function parseTemplate(text: string): TemplateValue {
  const document = parseDocument(text, { customTags: ['Ref', 'GetAtt', 'Sub'].map(shortForm), merge: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  return document.toJS({ maxAliasCount: 1000 }) as TemplateValue;
}
