import { isRecord } from '../../json.ts';

/** Where blocks are shown; some block types exist only on some surfaces. */
export type Surface = 'message' | 'modal' | 'home';

/** One broken rule: a JSON pointer and what is wrong there, in Slack's words. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly pointer: string;
  readonly constraint?: {
    readonly type: string;
    readonly expected?: readonly string[];
    readonly got?: string;
  };
}

interface RuleContext {
  readonly surface: Surface;
  report(problem: Problem): void;
}

/** Checks a value at a JSON pointer and reports what is wrong. */
export type Rule = (value: unknown, pointer: string, context: RuleContext) => void;

/** All of these rules. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, pointer, context) => {
    for (const rule of rules) rule(value, pointer, context);
  };
}

/** An object that has at least one of these fields. */
export function atLeastOne(...names: readonly string[]): Rule {
  return (value, pointer, { report }) => {
    if (!isRecord(value) || names.some((name) => value[name] !== undefined)) return;
    report({ code: 'missing_field', message: `missing required field: ${names.join(' or ')}`, pointer });
  };
}

export const boolean: Rule = (value, pointer, { report }) => {
  if (typeof value !== 'boolean') report({ code: 'invalid_type', message: 'must be a boolean', pointer });
};

/** An object whose `type` chooses its rule. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, pointer, context) => {
    if (!isRecord(value)) {
      return context.report({ code: 'invalid_type', message: 'must be an object', pointer });
    }
    const { type } = value;
    if (type === undefined) {
      return context.report({ code: 'missing_field', message: 'missing required field: type', pointer });
    }
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule) return rule(value, pointer, context);
    const constraint = { type: 'enum', expected: Object.keys(rules), got: String(type) };
    const message = `unsupported type: ${String(type)}`;
    context.report({ code: 'unsupported_type', message, pointer: `${pointer}/type`, constraint });
  };
}

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

/** A list of `min` to `max` items that each satisfy `item`. */
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

/** A string that matches `form`; `message` describes it. */
export function matching(form: RegExp, message: string): Rule {
  return (value, pointer, { report }) => {
    if (typeof value !== 'string' || !form.test(value)) report({ code: 'invalid_format', message, pointer });
  };
}

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

/** A block: `type`, its required fields, and its optional fields beside `block_id`. */
export function block(
  type: string,
  required: Readonly<Record<string, Rule>> = {},
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return object({ type: oneOf(type), ...required }, { block_id: string(255), ...optional });
}

/** An interactive element: `type`, its required fields, and its optional fields beside `action_id`. */
export function element(
  type: string,
  required: Readonly<Record<string, Rule>> = {},
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return object({ type: oneOf(type), ...required }, { action_id: string(255), ...optional });
}

/** A block that is allowed only on these surfaces. */
export function onSurfaces(surfaces: readonly Surface[], rule: Rule): Rule {
  return (value, pointer, context) => {
    if (surfaces.includes(context.surface)) return rule(value, pointer, context);
    const type = String((value as { type?: unknown }).type);
    context.report({
      code: 'unsupported_type',
      message: `unsupported type: ${type}`,
      pointer: `${pointer}/type`,
    });
  };
}

/** One of these values. */
export function oneOf(...values: readonly (string | number | boolean)[]): Rule {
  const expected = values.map(String);
  return (value, pointer, { report }) => {
    if (values.some((one) => one === value)) return;
    const constraint = { type: 'enum', expected, got: String(value) };
    report({ code: 'invalid_value', message: `must be one of: ${expected.join(', ')}`, pointer, constraint });
  };
}

/** A string of `min` to `max` UTF-16 units. */
export function string(max = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, { report }) => {
    if (typeof value !== 'string') {
      return report({ code: 'invalid_type', message: 'must be a string', pointer });
    }
    if (value.length > max) {
      report({
        code: 'too_long',
        message: `must be less than ${max + 1} characters`,
        pointer,
        constraint: { type: 'max_length', expected: [String(max)], got: String(value.length) },
      });
    }
    if (value.length < min) {
      report({
        code: 'too_short',
        message: `must be more than ${min - 1} characters`,
        pointer,
        constraint: { type: 'min_length', expected: [String(min)], got: String(value.length) },
      });
    }
  };
}
