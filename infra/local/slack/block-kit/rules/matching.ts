import type { Rule } from '../rule.ts';

/** A string of a form, `message` says which. */
export function matching(form: RegExp, message: string): Rule {
  return (value, pointer, { report }) => {
    if (typeof value !== 'string' || !form.test(value)) report({ code: 'invalid_format', message, pointer });
  };
}
