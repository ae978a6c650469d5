import type { Rule } from '../rule.ts';

/** A number from `min` to `max`; whole unless `fractions`. */
export function number(
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  fractions = false,
): Rule {
  return (value, pointer, { report }) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || (!fractions && !Number.isInteger(value))) {
      return report({
        code: 'invalid_type',
        message: fractions ? 'must be a number' : 'must be an integer',
        pointer,
      });
    }
    if (value >= min && value <= max) return;
    const message = value < min ? `must be greater than ${min - 1}` : `must be less than ${max + 1}`;
    const constraint = { type: 'range', expected: [String(min), String(max)], got: String(value) };
    report({ code: 'out_of_range', message, pointer, constraint });
  };
}
