import type { Rule } from '../rule.ts';

/** One of these values. */
export function oneOf(...values: readonly (string | number | boolean)[]): Rule {
  const expected = values.map(String);
  return (value, pointer, { report }) => {
    if (values.some((one) => one === value)) return;
    const constraint = { type: 'enum', expected, got: String(value) };
    report({ code: 'invalid_value', message: `must be one of: ${expected.join(', ')}`, pointer, constraint });
  };
}
