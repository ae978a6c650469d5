import type { Rule } from '../rule.ts';

/** A string of `min` to `max` UTF-16 units. */
export function string(max = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, { report }) => {
    if (typeof value !== 'string') {
      return report({ code: 'invalid_type', message: 'must be a string', pointer });
    }
    if (value.length > max) {
      report({
        ...{ code: 'too_long', message: `must be less than ${max + 1} characters`, pointer },
        constraint: { type: 'max_length', expected: [String(max)], got: String(value.length) },
      });
    }
    if (value.length < min) {
      report({
        ...{ code: 'too_short', message: `must be more than ${min - 1} characters`, pointer },
        constraint: { type: 'min_length', expected: [String(min)], got: String(value.length) },
      });
    }
  };
}
