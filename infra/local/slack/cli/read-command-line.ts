import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export interface CommandLine {
  /** A handle (`dana`), `operator` or `viewer`. */
  readonly person: string;
  /** A channel's name, or `dm`. */
  readonly channel: string;
  readonly text?: string;
  readonly press?: string;
  /** Seconds. */
  readonly follow: number;
}

/** What `npm run slack -- --help` prints. */
export const usage =
  'Usage: npm run slack -- [--as operator|dana|viewer] [--in ops|dm] ["/ecs services shop"] [--press TEXT] [--follow SECONDS]';

/** Reads the arguments after `npm run slack --`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const { as: person, in: channel, press, follow } = values;
  if (!/^\d+(\.\d+)?$/.test(follow)) throw new UsageError(`--follow takes seconds, not "${follow}".`);
  if (press?.trim() === '') throw new UsageError('--press takes a part of the button’s label.');
  // Someone forgot the quotes: what was meant is clear.
  const text = positionals.join(' ').trim();
  if (text === '' && press === undefined && Number(follow) === 0) throw new UsageError(usage);
  return {
    ...{
      person: person.replace(/^@/, '').toLowerCase(),
      channel: channel.replace(/^#/, ''),
      follow: Number(follow),
    },
    ...(text !== '' && { text }),
    ...(press !== undefined && { press }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        as: { type: 'string', default: 'operator' },
        in: { type: 'string', default: 'ops' },
        press: { type: 'string' },
        follow: { type: 'string', default: '0' },
      },
    });
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(
      /\.?(?: To specify|\n)/,
    );
    throw new UsageError(`${sentence}. ${usage}`);
  }
}
