import { isRecord } from '../../http/is-record.ts';
import type { Rule } from '../rule.ts';

/** An object with these fields and no others. */
export function object(
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return (value, pointer, context) => {
    if (!isRecord(value)) {
      return context.report({ code: 'invalid_type', message: 'must be an object', pointer });
    }
    for (const [name, rule] of Object.entries({ ...required, ...optional })) {
      if (value[name] !== undefined) rule(value[name], `${pointer}/${name}`, context);
      else if (name in required) {
        context.report({ code: 'missing_field', message: `missing required field: ${name}`, pointer });
      }
    }
    for (const name of Object.keys(value)) {
      if (name in required || name in optional) continue;
      context.report({ code: 'unknown_field', message: `invalid additional property: ${name}`, pointer });
    }
  };
}
