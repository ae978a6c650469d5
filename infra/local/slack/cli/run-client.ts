import { localIds } from '../workspace/local-ids.ts';
import { connectWorld, type WorldConnection } from './connect-world.ts';
import { findButton } from './find-button.ts';
import { followChanges } from './follow-changes.ts';
import { printText } from './print/print-text.ts';
import { readCommandLine } from './read-command-line.ts';
import { Transcript } from './transcript.ts';
import { UsageError } from './usage-error.ts';

export interface ClientTimes {
  /** Milliseconds without a change after which an answer counts as complete. */
  readonly quiet: number;
  /** Milliseconds to wait for an answer at most. */
  readonly patience: number;
}

/** Runs the shell client; prints through `write`. Rejects with UsageError for what the person can put right. */
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
      // Whoever follows wants to see each edit as it comes.
      const came =
        isLast && follow > 0
          ? await followChanges(world, transcript, { quiet: Infinity, patience: follow * 1000 }, news)
          : await followChanges(world, transcript, times);
      news();
      if (!came)
        throw new UsageError(
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
  if (typeof error === 'string') throw new UsageError(error);
  if (typeof failure === 'string') throw new UsageError(failure);
}

function findPlace({ state }: WorldConnection, name: string): string {
  const found = state.channels.find((one) =>
    name === 'dm' ? one.bot === localIds.bot : one.kind === 'channel' && one.name === name,
  );
  if (found) return found.id;
  const names = state.channels.flatMap((one) => (one.kind === 'channel' ? [one.name] : []));
  throw new UsageError(`There is no channel "${name}"; there are ${[...names, 'dm'].join(', ')}.`);
}
