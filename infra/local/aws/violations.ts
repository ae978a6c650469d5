import { ServiceError } from './wire.ts';

/** What an API's model says of a member beyond its type: numbers are compared, texts measured, lists and maps counted. */
export interface Constraint {
  /** The SDK's name of the enumeration. */
  readonly enum?: string;
  readonly min?: number;
  readonly max?: number;
  /** Matches as a whole. */
  readonly pattern?: string;
  /** An integer of 32 bits when absent. */
  readonly number?: 'long' | 'float';
}

/** The first thing that is wrong with a request whose types are right. */
export interface Violation {
  readonly action: string;
  /** Its key among the constraints: `Tag.key`. */
  readonly at: string;
  /** Where it stands in the request, as AWS writes it: `tags.1.member.key`. */
  readonly path: string;
  readonly rule: 'missing' | 'enum' | 'min' | 'max' | 'pattern';
  readonly value: unknown;
  readonly type: 'list' | 'map' | 'text' | 'number';
  readonly constraint: Constraint;
  /** Of an enumeration. */
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
