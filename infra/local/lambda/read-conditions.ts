import type { TemplateObject, TemplateValue } from './service-definition.ts';

/**
 * Which of a template's conditions hold. Of the functions Fn::Equals of two texts and Fn::Not are known.
 * @throws Error for another one, which would else be taken for true in silence
 */
export function readConditions(conditions: TemplateObject): ReadonlyMap<string, boolean> {
  return new Map(Object.entries(conditions).map(([name, condition]) => [name, holds(name, condition)]));
}

function holds(name: string, condition: TemplateValue | undefined): boolean {
  const { 'Fn::Equals': equals, 'Fn::Not': not } = (condition ?? {}) as Readonly<
    Record<string, TemplateValue | undefined>
  >;
  if (Array.isArray(not)) return !holds(name, not[0]);
  const [one, other] = Array.isArray(equals) ? equals : [];
  if (typeof one !== 'string' || typeof other !== 'string') {
    throw new Error(`The local world does not know how the condition ${name} is written.`);
  }
  return one === other;
}
