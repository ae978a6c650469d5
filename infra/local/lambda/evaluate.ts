import type { TemplateObject, TemplateValue } from './service-definition.ts';

/** What CloudFormation knows of a resource once it is made. */
export interface CreatedResource {
  /** What `!Ref` gives: a queue's URL, a table's name. */
  readonly ref: string;
  /** What `!GetAtt` gives: Arn, QueueName. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly resources: Readonly<Record<string, CreatedResource>>;
  /** `AWS::Region`, `AWS::AccountId`, `AWS::Partition`. */
  readonly pseudo: Readonly<Record<string, string>>;
}

/**
 * A template value with Ref, Fn::GetAtt and Fn::Sub carried out.
 * @throws Error for a resource that was not made, and for any other function
 */
export function evaluate(value: TemplateValue, stack: Stack): TemplateValue {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, stack));
  if (value === null || typeof value !== 'object') return value;
  const template = value as TemplateObject;
  if (typeof template.Ref === 'string') return reference(template.Ref, stack);
  const attribute = template['Fn::GetAtt'];
  if (Array.isArray(attribute)) return getAttribute(String(attribute[0]), String(attribute[1]), stack);
  const text = template['Fn::Sub'];
  if (typeof text === 'string') return substitute(text, stack);
  const other = Object.keys(template).find((key) => key.startsWith('Fn::'));
  if (other) throw new Error(`The template uses ${other} in a way that the local world does not know.`);
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, evaluate(item, stack)]));
}

function substitute(text: string, stack: Stack): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    // ${!Name} is how CloudFormation writes a plain ${Name}.
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const [resource = '', attribute] = name.split('.');
    return attribute === undefined ? reference(resource, stack) : getAttribute(resource, attribute, stack);
  });
}

function reference(name: string, { resources, pseudo }: Stack): string {
  const value = pseudo[name] ?? resources[name]?.ref;
  if (value === undefined)
    throw new Error(`The template refers to ${name}, which the local world did not make.`);
  return value;
}

function getAttribute(name: string, attribute: string, { resources }: Stack): string {
  const value = resources[name]?.attributes[attribute];
  if (value === undefined) {
    throw new Error(`The template asks for ${name}.${attribute}, which the local world does not know.`);
  }
  return value;
}
