import type { TemplateObject, TemplateValue } from '../../lambda/service-definition.ts';

/** The template's conditions, decided by its parameters. */
export function decideConditions(
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
