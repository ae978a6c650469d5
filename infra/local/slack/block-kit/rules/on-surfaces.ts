import type { Rule, Surface } from '../rule.ts';

/** A block that only these surfaces show. */
export function onSurfaces(surfaces: readonly Surface[], rule: Rule): Rule {
  return (value, pointer, context) => {
    if (surfaces.includes(context.surface)) return rule(value, pointer, context);
    const type = String((value as { type?: unknown }).type);
    context.report({
      code: 'unsupported_type',
      message: `unsupported type: ${type}`,
      pointer: `${pointer}/type`,
    });
  };
}
