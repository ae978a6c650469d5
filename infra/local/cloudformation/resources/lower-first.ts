import type { TemplateObject, TemplateValue } from '../../lambda/service-definition.ts';

/** Maps whose keys are the person's own. */
const own = new Set(['Options', 'DockerLabels']);

/** Properties as ECS names its members: `LoadBalancers` → `loadBalancers`, through all levels. */
export function lowerFirst(value: TemplateValue): TemplateValue {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as TemplateObject).map(([name, item]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      own.has(name) ? item : lowerFirst(item),
    ]),
  );
}
