import { invalidArguments } from './invalid-arguments.ts';

/** A method's arguments: form fields are all strings, those of a JSON body have types; both read the same here. */
export class Arguments {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  all(): Readonly<Record<string, unknown>> {
    return this.#fields;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  optional(name: string): string | undefined {
    const value = this.#fields[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw invalidArguments(`must be a string [json-pointer:/${name}]`);
    return value;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw invalidArguments(`missing required field: ${name}`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.optional(name);
    return value === 'true' || value === '1';
  }

  number(name: string, fallback: number): number {
    const value = this.optional(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (!Number.isFinite(number)) throw invalidArguments(`must be a number [json-pointer:/${name}]`);
    return number;
  }

  /** A structured argument: JSON text in a form, a value in a JSON body. `'invalid'` when the text is no JSON. */
  json(name: string): { readonly value: unknown } | 'invalid' | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return { value };
    try {
      return { value: JSON.parse(value) };
    } catch {
      return 'invalid';
    }
  }
}
