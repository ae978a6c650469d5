import type { Finding } from './checks.ts';
import { HelpAsked, readArguments, ScriptProblem } from './script.ts';

/** One `--name value` of a script. */
export interface Option {
  /** The pattern for the whole value. */
  readonly pattern: RegExp;
  /** A description with an example: `the AWS region, such as eu-west-1`. */
  readonly what: string;
  readonly default?: string;
  readonly required?: boolean;
  /** The value if the option is given alone. */
  readonly alone?: string;
}

type Values<Options extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Options]: Options[Name] extends { required: true } | { default: string }
    ? string
    : string | undefined;
};

/**
 * A script's options, checked.
 * @throws ScriptProblem for an unknown option, a missing one, or a value with the wrong form; HelpAsked for `--help`
 */
export function readOptions<const Options extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  options: Options,
): Values<Options> {
  if (args.some((arg) => arg === '--help' || arg === '-h')) throw new HelpAsked(describe(options));
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

/** A line for each option: what it is, and whether it is optional. */
function describe(options: Readonly<Record<string, Option>>): string {
  const lines = Object.entries(options).map(([name, { what, required, default: value }]) => {
    const without = required ? ' (needed)' : value === undefined ? '' : ` (${value} unless given)`;
    return `  --${name.padEnd(20)}${what}${without}`;
  });
  return ['Options:', ...lines].join('\n');
}

/** `--hands-on` as `--hands-on=on`, if the option may stand alone and no value follows. */
function spelledOut(args: readonly string[], options: Readonly<Record<string, Option>>): string[] {
  return args.map((arg, index) => {
    const { alone } = (arg.startsWith('--') && options[arg.slice(2)]) || {};
    const next = args[index + 1];
    return alone === undefined || (next !== undefined && !next.startsWith('--')) ? arg : `${arg}=${alone}`;
  });
}

function parse(args: readonly string[], names: readonly string[]): Readonly<Record<string, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const known = names.map((name) => `--${name}`).join(', ');
  const { values } = readArguments({ args: [...args], options }, `This script knows ${known}.`);
  return values as Record<string, string>;
}

/** Where the bot is deployed: `--region`, and `--stage` if there are several. */
export const placeOptions = {
  region: {
    // Partitions have their own prefixes: us-gov-west-1, cn-north-1, eusc-de-east-1.
    pattern: /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/,
    what: 'an AWS region, such as eu-west-1',
    required: true,
  },
  // Everything of a stage is found by the prefix `ecs-ops-bot-<stage>-`: with a hyphen, prod would also match prod-2, and CloudFormation truncates a
  // long stack name in the names that it generates.
  stage: {
    pattern: /^[a-z][a-z0-9]{0,9}$/,
    what: 'up to 10 lower-case letters and digits, such as prod',
    default: 'prod',
  },
} as const satisfies Readonly<Record<string, Option>>;

/** A finding as verify prints it, with what to do in a second line. */
export function toLine({ level, part, says, todo }: Finding): string {
  return `${level.padEnd(4)}  ${part}: ${says}${todo ? `\n      → ${todo}` : ''}`;
}
