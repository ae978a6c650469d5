import { isRecord } from '../../http/is-record.ts';
import type { Rule } from '../rule.ts';

/** An object that has at least one of these fields. */
export function atLeastOne(...names: readonly string[]): Rule {
  return (value, pointer, { report }) => {
    if (!isRecord(value) || names.some((name) => value[name] !== undefined)) return;
    report({ code: 'missing_field', message: `missing required field: ${names.join(' or ')}`, pointer });
  };
}
