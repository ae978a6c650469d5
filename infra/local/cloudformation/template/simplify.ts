import type { TemplateObject, TemplateValue } from '../../lambda/service-definition.ts';

export interface Decided {
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly region: string;
}

/** The value with Fn::If, Fn::GetAZs and Fn::Select carried out, and without what is AWS::NoValue; undefined if it is that itself. */
export function simplify(value: TemplateValue, decided: Decided): TemplateValue | undefined {
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
