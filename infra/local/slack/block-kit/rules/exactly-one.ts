import { isRecord } from '../../http/is-record.ts';
import type { Rule } from '../rule.ts';

/** An object that has exactly one of these fields. */
export function exactlyOne(...names: readonly string[]): Rule {
  return (value, pointer, { report }) => {
    if (!isRecord(value)) return;
    const count = names.filter((name) => value[name] !== undefined).length;
    if (count === 1) return;
    const message =
      count === 0
        ? `missing required field: ${names.join(' or ')}`
        : `only one of ${names.join(', ')} is allowed`;
    report({ code: count === 0 ? 'missing_field' : 'too_many', message, pointer });
  };
}
