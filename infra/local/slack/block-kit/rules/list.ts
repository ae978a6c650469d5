import type { Rule } from '../rule.ts';

/** A list of `min` to `max` items that each keep `item`. */
export function list(item: Rule, max = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, context) => {
    if (!Array.isArray(value)) {
      return context.report({ code: 'invalid_type', message: 'must be an array', pointer });
    }
    const { length } = value;
    if (length > max) {
      const constraint = { type: 'max_items', expected: [String(max)], got: String(length) };
      context.report({ code: 'too_many', message: `no more than ${max} items allowed`, pointer, constraint });
    }
    if (length < min) {
      const constraint = { type: 'min_items', expected: [String(min)], got: String(length) };
      context.report({ code: 'too_few', message: `no fewer than ${min} items allowed`, pointer, constraint });
    }
    value.forEach((one: unknown, index) => {
      item(one, `${pointer}/${index}`, context);
    });
  };
}
