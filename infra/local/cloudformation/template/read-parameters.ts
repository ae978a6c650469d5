import { ServiceError } from '../../aws/service-error.ts';
import type { StackTemplate } from './stack-template.ts';

/** The template's parameters by what was given, else by their defaults. */
export function readParameters(
  declared: StackTemplate['Parameters'],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const foreign = Object.keys(given).filter((name) => declared[name] === undefined);
  if (foreign.length > 0) throw refusal(`Parameters: [${foreign.join(', ')}] do not exist in the template`);
  const names = Object.keys(declared);
  const missing = names.filter((name) => given[name] === undefined && declared[name]?.Default === undefined);
  if (missing.length > 0) throw refusal(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(
    names.map((name) => {
      const value = given[name] ?? declared[name]?.Default ?? '';
      const allowed = declared[name]?.AllowedValues;
      if (allowed !== undefined && !allowed.includes(value)) {
        throw refusal(`Parameter '${name}' must be one of AllowedValues`);
      }
      return [name, value];
    }),
  );
}

const refusal = (message: string) => new ServiceError('ValidationError', message);
