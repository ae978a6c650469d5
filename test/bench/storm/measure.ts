import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { decide } from '../../../src/episodes/closing.ts';
import type { Episode } from '../../../src/episodes/episode.ts';
import { mergeRecord } from '../../../src/episodes/life-cycle.ts';
import { type EpisodeRecord, newRecord } from '../../../src/episodes/record.ts';
import { en } from '../../../src/messages/en/index.ts';
import { readEpisode } from '../../../src/store/episodes.ts';
import { readIncoming } from '../../../src/task-events/incoming.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { playServices, type StormService } from './services.ts';

/** A final message beside what it must say. */
interface Final {
  readonly service: string;
  readonly text: string;
  readonly wrong: readonly string[];
}

/** Compares the channel's messages with the story that was played: one message a service, and it says all of it. */
export async function compareFinals(url: string, services: readonly StormService[]): Promise<Final[]> {
  const answer = await fetch(`${url}/client/state?user=U0OPERATOR`);
  const { messages } = (await answer.json()) as {
    messages: { text: string; blocks?: unknown; isBot?: boolean; subtype?: string }[];
  };
  return services.map(({ name, mustSay }) => {
    const own = messages.filter(
      ({ isBot, subtype, text }) => isBot && !subtype && text.includes(`shop/${name}\``),
    );
    const [message] = own;
    const said = message === undefined ? '' : JSON.stringify([message.text, message.blocks]);
    const wrong = mustSay.filter((words) => !said.includes(words)).map((words) => `does not say “${words}”`);
    if (own.length !== 1) wrong.push(`${own.length} messages`);
    return { service: name, text: message?.text ?? '', wrong };
  });
}

/** Events a second of reading, merging and deciding alone, one event at a time, in this process. */
export function measureMerge(count: number): { readonly events: number; readonly eventsPerSecond: number } {
  const begin = Date.parse('2026-01-05T10:00:00Z');
  const bodies = playServices(begin, Math.ceil(count / 10_000))
    .flatMap(({ events }) => events)
    .sort((one, other) => one.at - other.at)
    .slice(0, count);
  const records = new Map<string, EpisodeRecord>();
  const started = performance.now();
  for (const { service, at, body } of bodies) {
    const incoming = readIncoming(body);
    if (incoming.type !== 'fact') continue;
    const known = records.get(service) ?? newRecord(incoming.target);
    const record = mergeRecord(known, [incoming.fact], at);
    decide(record, at, 60_000);
    records.set(service, record);
  }
  const seconds = (performance.now() - started) / 1000;
  return { events: bodies.length, eventsPerSecond: Math.round(bodies.length / seconds) };
}

/** A saved state of a service that looks another way than the one before, and when that change happened in ECS. */
interface Change {
  readonly digest: string;
  readonly at: number;
  shown: boolean;
}

/**
 * Looks at what is saved and what is sent: a change of state is a saved episode whose message differs from the one saved before; its time is that of
 * the earliest event that made the difference. It is shown by the first message of that state, or of a later one.
 */
export function watchDelays(client: DynamoDBDocumentClient, now: () => number) {
  const changes = new Map<string, Change[]>();
  const last = new Map<string, { digest: string; times: Map<string, number> }>();
  const delays: number[] = [];
  /** From each change in ECS until the bot knew of it. */
  const arrivals: number[] = [];
  let largest = 0;
  const digestOf = ({ text, blocks }: { readonly text: string; readonly blocks?: unknown }) =>
    createHash('sha256')
      .update(
        JSON.stringify([text, blocks], (key, value) => (/^(block|action)_id$/.test(key) ? undefined : value)),
      )
      .digest('base64url');

  client.middlewareStack.add((next) => async (args) => {
    const answer = await next(args);
    const { Item } = args.input as { Item?: Parameters<typeof readEpisode>[0] & { pk: string; sk: string } };
    if (Item?.sk === 'packed episode') {
      const { episode } = readEpisode(Item);
      largest = Math.max(largest, JSON.stringify(episode).length);
      noteSaved(Item.pk, episode);
    }
    return answer;
  });

  function noteSaved(pk: string, episode: Episode): void {
    const digest = digestOf(episodeView(episode, en));
    const before = last.get(pk);
    if (before?.digest === digest) return;
    const times = timesOf(episode);
    const fresh = [...times].filter(([key]) => !before?.times.has(key)).map(([, at]) => at);
    last.set(pk, { digest, times });
    if (episode.phase === 'quiet') return;
    const at = fresh.length === 0 ? now() : Math.min(...fresh);
    arrivals.push(now() - at);
    changes.set(pk, [...(changes.get(pk) ?? []), { digest, at, shown: false }]);
  }

  return {
    /** Slack took this message. */
    noteSent(message: { readonly text: string; readonly blocks?: unknown }): void {
      const digest = digestOf(message);
      for (const list of changes.values()) {
        const index = list.findLastIndex((change) => change.digest === digest);
        for (const change of list.slice(0, index + 1)) {
          if (change.shown) continue;
          change.shown = true;
          delays.push(now() - change.at);
        }
      }
    },
    delays,
    arrivals,
    unshown: () => [...changes.values()].flat().filter(({ shown }) => !shown).length,
    largest: () => largest,
  };
}

/**
 * The 95th percentile, milliseconds, of what no order of sending can beat: all messages live, each has its edit in turn, and a change waits, after it
 * arrived, for any part of that round. `editsAMinute`: what the budget allows, without the turns that Slack's failures took.
 */
export function arithmeticLimit(arrivals: readonly number[], live: number, editsAMinute: number): number {
  const round = (live / editsAMinute) * 60_000;
  const parts = Array.from({ length: 100 }, (_, index) => (round * (index + 0.5)) / 100);
  const all = arrivals.flatMap((arrival) => parts.map((part) => arrival + part));
  all.sort((one, other) => one - other);
  return all[Math.floor(all.length * 0.95)] ?? 0;
}

/** What the episode knows of ECS by now: each task's version and each deployment's state, with its time. */
function timesOf({ facts }: Episode): Map<string, number> {
  const tasks = Object.entries(facts.tasks).map(
    ([id, { version, updatedAt }]) => [`${id} ${version}`, updatedAt] as const,
  );
  const deployments = Object.entries(facts.deployments).map(
    ([id, { state, at }]) => [`${id} ${state}`, at] as const,
  );
  return new Map([...tasks, ...deployments]);
}
