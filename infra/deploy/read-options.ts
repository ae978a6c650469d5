import { parseArgs } from 'node:util';
import { ScriptProblem } from './script-problem.ts';

/** One `--name value` of a script. */
export interface Option {
  /** What the whole value must look like. */
  readonly pattern: RegExp;
  /** What it is, with an example: `the AWS region, such as eu-west-1`. */
  readonly what: string;
  readonly default?: string;
  readonly required?: boolean;
  /** What the option alone means, without a value. */
  readonly alone?: string;
}

type Values<Options extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Options]: Options[Name] extends { required: true } | { default: string }
    ? string
    : string | undefined;
};

/**
 * A script's options, checked.
 * @throws ScriptProblem for an unknown option, a missing one, and a value of another form
 */
export function readOptions<const Options extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  options: Options,
): Values<Options> {
  const given = parse(spelledOut(args, options), Object.keys(options));
  const values = Object.entries<Option>(options).map(([name, option]) => {
    const value = given[name] ?? option.default;
    if (value === undefined && option.required) throw new ScriptProblem(`Say --${name}: ${option.what}.`);
    if (value !== undefined && !option.pattern.test(value)) {
      throw new ScriptProblem(`--${name} must be ${option.what}; “${value}” is not.`);
    }
    return [name, value];
  });
  return Object.fromEntries(values) as Values<Options>;
}

/** `--hands-on` as `--hands-on=on`, where an option may stand alone and no value follows. */
function spelledOut(args: readonly string[], options: Readonly<Record<string, Option>>): string[] {
  return args.map((arg, index) => {
    const { alone } = (arg.startsWith('--') && options[arg.slice(2)]) || {};
    const next = args[index + 1];
    return alone === undefined || (next !== undefined && !next.startsWith('--')) ? arg : `${arg}=${alone}`;
  });
}

function parse(args: readonly string[], names: readonly string[]): Readonly<Record<string, string>> {
  const known = names.map((name) => `--${name}`).join(', ');
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    });
    return values as Record<string, string>;
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split(/\.\s/) : [];
    throw new ScriptProblem(`${reason.replace(/\.$/, '')}. This script knows ${known}.`);
  }
}
