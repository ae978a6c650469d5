import type { TemplateObject, TemplateValue } from '../../lambda/service-definition.ts';

/** The logical ids among `known` that a value refers to by Ref, Fn::GetAtt or Fn::Sub. */
export function findDependencies(value: TemplateValue, known: ReadonlySet<string>): string[] {
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
