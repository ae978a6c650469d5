import type { TemplateObject } from '../../lambda/service-definition.ts';
import type { StackPlan } from '../stack-entity.ts';
import { decideConditions } from './decide-conditions.ts';
import { findDependencies } from './find-dependencies.ts';
import { simplify } from './simplify.ts';
import type { StackTemplate } from './stack-template.ts';

/** What a template asks for under these parameters. */
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
