import { ServiceError } from './wire.ts';

/** An API model's constraints on a member beyond its type: value for numbers, length for texts, size for lists and maps. */
export interface Constraint {
  /** The SDK's name for the enumeration. */
  readonly enum?: string;
  readonly min?: number;
  readonly max?: number;
  /** Must match the whole text. */
  readonly pattern?: string;
  /** A 32-bit integer when absent. */
  readonly number?: 'long' | 'float';
}

/** The first constraint that a request of the right types breaks. */
export interface Violation {
  readonly action: string;
  /** Its key among the constraints: `Tag.key`. */
  readonly at: string;
  /** Its path in the request, as AWS writes it: `tags.1.member.key`. */
  readonly path: string;
  readonly rule: 'missing' | 'enum' | 'min' | 'max' | 'pattern';
  readonly value: unknown;
  readonly type: 'list' | 'map' | 'text' | 'number';
  readonly constraint: Constraint;
  /** The enumeration's values. */
  readonly choices: readonly string[];
}

/** How most services refuse: `1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: …`. */
export function validationError(exception: string): (violation: Violation) => ServiceError {
  return (violation) => {
    const { value, path } = violation;
    const member = `${path[0]?.toLowerCase()}${path.slice(1)}`;
    const told =
      violation.rule === 'missing' ? 'null' : Array.isArray(value) ? `[${value.join(', ')}]` : value;
    const shown = told === 'null' ? 'null' : `'${typeof told === 'object' ? JSON.stringify(told) : told}'`;
    return new ServiceError(
      exception,
      `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraintText(violation)}`,
    );
  };
}

/** A violation as most services word it: `Member must have length less than or equal to 10`. */
export function constraintText({ rule, type, constraint, choices }: Violation): string {
  if (rule === 'missing') return 'Member must not be null';
  if (rule === 'enum') return `Member must satisfy enum value set: [${choices.join(', ')}]`;
  if (rule === 'pattern') return `Member must satisfy regular expression pattern: ${constraint.pattern}`;
  const side =
    rule === 'min' ? `greater than or equal to ${constraint.min}` : `less than or equal to ${constraint.max}`;
  return `Member must have ${type === 'number' ? 'value' : 'length'} ${side}`;
}
