import { isRecord } from '../../http/is-record.ts';
import type { Rule } from '../rule.ts';

/** An object whose `type` chooses its rule. The rules come as a function, because types can hold each other. */
export function byType(rules: () => Readonly<Record<string, Rule>>): Rule {
  return (value, pointer, context) => {
    if (!isRecord(value)) {
      return context.report({ code: 'invalid_type', message: 'must be an object', pointer });
    }
    const { type } = value;
    if (type === undefined) {
      return context.report({ code: 'missing_field', message: 'missing required field: type', pointer });
    }
    const known = rules();
    const rule = typeof type === 'string' && Object.hasOwn(known, type) ? known[type] : undefined;
    if (rule) return rule(value, pointer, context);
    const constraint = { type: 'enum', expected: Object.keys(known), got: String(type) };
    const message = `unsupported type: ${String(type)}`;
    context.report({ code: 'unsupported_type', message, pointer: `${pointer}/type`, constraint });
  };
}
