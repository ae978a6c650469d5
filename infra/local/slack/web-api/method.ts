import { readJson } from '../../json.ts';
import { type Rate, rates } from '../limits.ts';
import type { SlackWorld } from '../world.ts';

interface MethodCall {
  readonly args: Arguments;
  readonly world: SlackWorld;
  /** The method's own name, for faults. */
  readonly method: string;
}

/** A Web API method. `run` returns the fields beside `ok: true`, or throws SlackApiError. */
export interface Method {
  /** The scope that the bot token needs; with `none` no token is required. */
  readonly scope?: string | 'none';
  /** The buckets that count a call; a key beside the method's name narrows it (to a channel). */
  rates(args: Arguments): readonly { readonly key: string; readonly rate: Rate }[];
  run(call: MethodCall): Record<string, unknown>;
}

/** A method's arguments: form fields are all strings, those of a JSON body are typed; both are read the same way here. */
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

  /** A structured argument: JSON text in a form, a value in a JSON body. `'invalid'` when the text is not JSON. */
  json(name: string): { readonly value: unknown } | 'invalid' | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return { value };
    const parsed = readJson(value);
    return parsed === undefined ? 'invalid' : { value: parsed };
  }
}

/** `invalid_arguments`, with what is wrong in `response_metadata.messages`. */
export function invalidArguments(...messages: string[]): SlackApiError {
  return new SlackApiError('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}

/** A Web API method's `{ ok: false, error }`, with HTTP 200 as in Slack. */
export class SlackApiError extends Error {
  override readonly name = 'SlackApiError';
  readonly code: string;
  /** Further fields of the response. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** One bucket for a method in the workspace. */
export function tier(number: 1 | 2 | 3 | 4): Method['rates'] {
  const rate = [rates.tier1, rates.tier2, rates.tier3, rates.tier4][number - 1] ?? rates.tier4;
  return () => [{ key: '', rate }];
}
