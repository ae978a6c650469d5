import { invalidParameter } from './invalid-parameter.ts';

/** Refuses a value that is not one of an enumeration; SDKs and the CLI let such values through to the service. */
export function checkChoice(label: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value)) {
    throw invalidParameter(`${label} should be one of [${choices.join(',')}]`);
  }
}
