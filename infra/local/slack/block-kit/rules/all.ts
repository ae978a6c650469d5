import type { Rule } from '../rule.ts';

/** Every one of these rules. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, pointer, context) => {
    for (const rule of rules) rule(value, pointer, context);
  };
}
