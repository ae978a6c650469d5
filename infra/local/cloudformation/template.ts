import { type CollectionTag, isAlias, Pair, parseDocument, Scalar, visit, YAMLMap } from 'yaml';
import type { core } from 'zod';
import { shortForm, type TemplateObject, type TemplateValue } from '../serverless/template.ts';
import { resourceTypes } from './resources.ts';
import { invalid, type StackPlan, type StackTemplate, stackTemplate } from './stack.ts';

/** The resources of a template under these parameters. */
export function planStack(
  template: StackTemplate,
  parameters: Readonly<Record<string, string>>,
  region: string,
): StackPlan {
  const conditions = decideConditions(template.Conditions, parameters);
  const holds = ({ Condition }: { Condition?: string | undefined }) =>
    Condition === undefined || conditions[Condition] === true;
  const made = Object.entries(template.Resources).filter(([, resource]) => holds(resource));
  const ids = new Set(made.map(([id]) => id));
  return {
    resources: made.map(([id, { Type, DependsOn, Properties }]) => {
      const properties = simplify(Properties, { conditions, region }) as TemplateObject;
      const named = DependsOn.filter((other) => ids.has(other));
      return {
        id,
        type: Type,
        properties,
        dependsOn: [...new Set([...named, ...findDependencies(properties, ids)])],
      };
    }),
    outputs: Object.fromEntries(Object.entries(template.Outputs).filter(([, output]) => holds(output))),
  };
}

/** The template's conditions, evaluated with its parameters. */
function decideConditions(
  conditions: Readonly<Record<string, TemplateValue>>,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, boolean>> {
  const decide = (condition: TemplateValue): boolean => {
    const [[name, given] = []] = Object.entries((condition ?? {}) as TemplateObject);
    const list = Array.isArray(given) ? (given as readonly TemplateValue[]) : [];
    if (name === 'Condition') return decide(conditions[String(given)] ?? null);
    if (name === 'Fn::Not') return !decide(list[0] ?? null);
    if (name === 'Fn::And') return list.every(decide);
    if (name === 'Fn::Or') return list.some(decide);
    if (name === 'Fn::Equals') return textOf(list[0]) === textOf(list[1]);
    throw new Error(`The local CloudFormation can not decide ${JSON.stringify(condition)}.`);
  };
  const textOf = (value: TemplateValue = ''): string => {
    if (value === null || typeof value !== 'object') return String(value);
    return parameters[String((value as TemplateObject).Ref)] ?? '';
  };
  return Object.fromEntries(Object.entries(conditions).map(([name, value]) => [name, decide(value)]));
}

interface Decided {
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly region: string;
}

/** The value with Fn::If, Fn::GetAZs and Fn::Select evaluated, and without AWS::NoValue; undefined if it is AWS::NoValue itself. */
function simplify(value: TemplateValue, decided: Decided): TemplateValue | undefined {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const simple = simplify(item, decided);
      return simple === undefined ? [] : [simple];
    });
  }
  if (value === null || typeof value !== 'object') return value;
  const given = value as TemplateObject;
  if (given.Ref === 'AWS::NoValue') return undefined;
  if ('Fn::GetAZs' in given) return ['a', 'b', 'c'].map((zone) => `${decided.region}${zone}`);
  const choice = given['Fn::If'];
  if (Array.isArray(choice)) {
    const [name, yes = null, no = null] = choice as readonly TemplateValue[];
    return simplify(decided.conditions[String(name)] ? yes : no, decided);
  }
  const selected = given['Fn::Select'];
  if (Array.isArray(selected)) {
    const [index, list = null] = selected as readonly TemplateValue[];
    const items = simplify(list, decided);
    return Array.isArray(items) ? (items as readonly TemplateValue[])[Number(index)] : undefined;
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, item]) => {
      const simple = simplify(item, decided);
      return simple === undefined ? [] : [[name, simple]];
    }),
  );
}

/** The logical ids in `known` that a value refers to by Ref, Fn::GetAtt or Fn::Sub. */
function findDependencies(value: TemplateValue, known: ReadonlySet<string>): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => findDependencies(item, known));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value as TemplateObject).flatMap(([name, given]) => {
    if (name === 'Ref') return [String(given)].filter((id) => known.has(id));
    if (name === 'Fn::GetAtt' && Array.isArray(given))
      return [String(given[0])].filter((id) => known.has(id));
    if (name === 'Fn::Sub' && typeof given === 'string') {
      const named = [...given.matchAll(/\$\{([^}!.]+)/g)].map(([, id = '']) => id);
      return named.filter((id) => known.has(id));
    }
    return findDependencies(given, known);
  });
}

/** The template's parameters: the given values, or their defaults. */
export function readParameters(
  declared: StackTemplate['Parameters'],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const foreign = Object.keys(given).filter((name) => declared[name] === undefined);
  if (foreign.length > 0) throw invalid(`Parameters: [${foreign.join(', ')}] do not exist in the template`);
  const names = Object.keys(declared);
  const missing = names.filter((name) => given[name] === undefined && declared[name]?.Default === undefined);
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(
    names.map((name) => {
      const value = given[name] ?? declared[name]?.Default ?? '';
      const allowed = declared[name]?.AllowedValues;
      if (allowed !== undefined && !allowed.includes(value)) {
        throw invalid(`Parameter '${name}' must be one of AllowedValues`);
      }
      return [name, value];
    }),
  );
}

/**
 * Reads and checks a template.
 * @throws ServiceError ValidationError for what CloudFormation would refuse, and for what is not supported here
 */
export function readStackTemplate(text: string): StackTemplate {
  const parsed = stackTemplate.safeParse(parseStackTemplate(text));
  if (!parsed.success) {
    throw invalid(problemOf(parsed.error.issues[0]));
  }
  const types = Object.values(parsed.data.Resources).map(({ Type }) => Type);
  const unknown = types.find((type) => resourceTypes[type] === undefined);
  if (unknown !== undefined) {
    throw invalid(`The local CloudFormation does not make ${unknown}.`);
  }
  return parsed.data;
}

/** In CloudFormation's words where it refuses that too; zod's own messages never reach a client. */
function problemOf(issue: core.$ZodIssue | undefined): string {
  const { path = [] } = issue ?? {};
  if (path.length === 0 && issue?.code === 'invalid_type')
    return 'Template format error: unsupported structure.';
  if (path.join() === 'Resources') {
    return 'Template format error: At least one Resources member must be defined.';
  }
  const names = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  return `The local CloudFormation does not play /${[...path, ...names.slice(0, 1)].join('/')} of this template.`;
}

const ofText = ['Ref', 'Condition', 'GetAtt', 'Sub', 'GetAZs'].map(shortForm);

const ofList: CollectionTag[] = ['And', 'Equals', 'If', 'Not', 'Or', 'Select'].map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve(list) {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(`Fn::${name}`), list));
    return map;
  },
}));

/**
 * A template's YAML (or JSON), with its short forms expanded: `!Ref X` → `{ Ref: 'X' }`.
 * @throws ServiceError ValidationError for broken YAML, for an alias (CloudFormation allows none), and for an unknown short form
 */
function parseStackTemplate(text: string): TemplateValue {
  const document = parseDocument(text, { customTags: [...ofText, ...ofList] });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw invalid(`Template format error: ${problem.message}`);
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      throw invalid('Template error: YAML aliases are not allowed in CloudFormation templates');
    }
  });
  return document.toJS() as TemplateValue;
}
