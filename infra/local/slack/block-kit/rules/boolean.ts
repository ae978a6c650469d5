import type { Rule } from '../rule.ts';

export const boolean: Rule = (value, pointer, { report }) => {
  if (typeof value !== 'boolean') report({ code: 'invalid_type', message: 'must be a boolean', pointer });
};
