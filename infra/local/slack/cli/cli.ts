import { readArguments, ScriptProblem } from '../../../deploy/script.ts';
import { createPeople, localIds, namesOf } from '../workspace/workspace.ts';
import { connectWorld, findButton, Transcript, type WorldConnection } from './connection.ts';
import { printText } from './print.ts';

interface ClientTimes {
  /** Milliseconds without a change after which a response counts as complete. */
  readonly quiet: number;
  /** Maximum milliseconds to wait for a response. */
  readonly patience: number;
}

/** Runs the shell client; prints through `write`. Rejects with ScriptProblem for what the user can fix. */
export async function runClient(
  args: readonly string[],
  port: number,
  write: (text: string) => void,
  times: ClientTimes = { quiet: 1500, patience: 15_000 },
): Promise<void> {
  const { person, channel, text, press, follow } = readCommandLine(args);
  const world = await connectWorld(port, person);
  try {
    const transcript = new Transcript(world.state);
    const place = findPlace(world, channel);
    const news = () => write(transcript.news());
    const answer = async (isLast: boolean) => {
      // With --follow, each edit should show as it arrives.
      const came =
        isLast && follow > 0
          ? await followChanges(world, transcript, { quiet: Infinity, patience: follow * 1000 }, news)
          : await followChanges(world, transcript, times);
      news();
      if (!came)
        throw new ScriptProblem(
          `No answer came within ${isLast && follow > 0 ? follow : times.patience / 1000} s.`,
        );
    };
    if (text !== undefined) {
      refuse(await world.ask('send', { channel: place, text }));
      await answer(press === undefined);
    }
    if (press !== undefined) {
      await pressButton(world, transcript, place, press, write);
      await answer(true);
    }
    if (text === undefined && press === undefined) {
      await followChanges(world, transcript, { quiet: Infinity, patience: follow * 1000 }, news);
    }
  } finally {
    world.close();
  }
}

async function pressButton(
  world: WorldConnection,
  transcript: Transcript,
  channel: string,
  text: string,
  write: (text: string) => void,
): Promise<void> {
  const { message, found, label, confirm } = findButton(transcript.newest(channel), text);
  write(`Pressed [ ${label} ]`);
  if (confirm) {
    const question = [confirm.title?.text, printText(confirm.text, transcript.names)]
      .filter(Boolean)
      .join(' ');
    write(`Confirmed "${question}" with [ ${confirm.confirm?.text ?? 'OK'} ]`);
  }
  const { blockId, actionId } = found;
  refuse(await world.ask('act', { channel: message.channel, ts: message.ts, blockId, actionId, chosen: [] }));
}

function refuse({ error, failure }: Record<string, unknown>): void {
  if (typeof error === 'string') throw new ScriptProblem(error);
  if (typeof failure === 'string') throw new ScriptProblem(failure);
}

function findPlace({ state }: WorldConnection, name: string): string {
  const found = state.channels.find((one) =>
    name === 'dm' ? one.bot === localIds.bot : one.kind === 'channel' && one.name === name,
  );
  if (found) return found.id;
  const names = state.channels.flatMap((one) => (one.kind === 'channel' ? [one.name] : []));
  throw new ScriptProblem(`There is no channel "${name}"; there are ${[...names, 'dm'].join(', ')}.`);
}

interface CommandLine {
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
export const usage = `Usage: npm run slack -- [--as PERSON] [--in ops|dm] ["/ecs services shop"] [--press TEXT] [--follow SECONDS]
PERSON is one of ${namesOf(createPeople('ecs', 0)).join(', ')}.`;

/** Reads the arguments after `npm run slack --`. */
function readCommandLine(args: readonly string[]): CommandLine {
  const options = {
    as: { type: 'string', default: 'operator' },
    in: { type: 'string', default: 'ops' },
    press: { type: 'string' },
    follow: { type: 'string', default: '0' },
  } as const;
  const { values, positionals } = readArguments({ args: [...args], allowPositionals: true, options }, usage);
  const { as: person, in: channel, press, follow } = values;
  if (!/^\d+(\.\d+)?$/.test(follow)) throw new ScriptProblem(`--follow takes seconds, not "${follow}".`);
  if (press?.trim() === '') throw new ScriptProblem('--press takes a part of the button’s label.');
  // The quotes were forgotten, but the meaning is clear.
  const text = positionals.join(' ').trim();
  if (text === '' && press === undefined && Number(follow) === 0) throw new ScriptProblem(usage);
  return {
    person: person.replace(/^@/, '').toLowerCase(),
    channel: channel.replace(/^#/, ''),
    follow: Number(follow),
    ...(text !== '' && { text }),
    ...(press !== undefined && { press }),
  };
}

/** A `next()` that timed out and must be awaited again, or its change would be lost. */
const pending = new WeakMap<WorldConnection, ReturnType<WorldConnection['changes']['next']>>();

/**
 * Applies changes until it is quiet after the first response, or `patience` runs out. Returns whether there was a response. `onChange` is called
 * after each change.
 */
async function followChanges(
  world: WorldConnection,
  transcript: Transcript,
  { quiet, patience }: ClientTimes,
  onChange: () => void = () => {},
): Promise<boolean> {
  const end = Date.now() + patience;
  let answered = false;
  for (;;) {
    const wait = Math.min(end - Date.now(), answered ? quiet : Infinity);
    if (wait <= 0) return answered;
    const next = pending.get(world) ?? world.changes.next();
    pending.set(world, next);
    const result = await Promise.race([next, pause(wait)]);
    if (result === 'quiet') return answered;
    pending.delete(world);
    if (result.done) throw new ScriptProblem('The local world ended.');
    answered = transcript.apply(result.value) || answered;
    onChange();
  }
}

function pause(milliseconds: number): Promise<'quiet'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('quiet'), milliseconds).unref();
  });
}
