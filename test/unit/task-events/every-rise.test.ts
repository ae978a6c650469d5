import type { PutCommandInput } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Severity } from '../../../src/episodes/episode-story.ts';
import type { EventFact, Fact } from '../../../src/episodes/facts.ts';
import type { EpisodeRecord } from '../../../src/episodes/record.ts';
import { isRise } from '../../../src/episodes/severity.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { loadEpisode, readEpisode } from '../../../src/store/episodes.ts';
import { handleTarget } from '../../../src/task-events/handle-target.ts';
import type { Send } from '../../../src/task-events/queue.ts';
import { startTaskEvents } from '../../helpers/events-function.ts';
import { begin, disorder, lifeCycle } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };

/** What becomes of a send: Slack's answer, and whether the function lives to note it. */
const fates = ['sent', 'later', 'lost before', 'lost after', 'dies after'] as const;
type Fate = (typeof fates)[number];

const isEvent = (fact: Fact): fact is EventFact =>
  'updatedAt' in fact || fact.kind === 'deployment' || fact.kind === 'service-action';

const disordered = lifeCycle.chain((facts) => disorder(facts.filter(isEvent)));

const lives = fc
  .record({ batches: disordered, later: fc.option(disordered, { nil: undefined, freq: 1 }) })
  .chain(({ batches, later }) =>
    fc.record({
      batches: fc.constant(batches as EventFact[][]),
      /** Another life of it, after a calm in which ECS never saw it steady. */
      later: fc.constant(later as EventFact[][] | undefined),
      gaps: fc.array(fc.integer({ min: 0, max: 40_000 }), {
        minLength: batches.length,
        maxLength: batches.length,
      }),
      fates: fc.array(fc.constantFrom<Fate>('sent', 'sent', ...fates), { maxLength: 12 }),
      running: fc.array(fc.nat({ max: 3 }), { minLength: batches.length, maxLength: batches.length }),
    }),
  );

/** The facts of another life, of other tasks, `ms` later. */
function shifted(facts: readonly EventFact[], ms: number): EventFact[] {
  const times = ['at', 'updatedAt', 'createdAt', 'startedAt', 'healthyAt', 'stoppingAt', 'stoppedAt'];
  return facts.map((fact) => {
    const moved = Object.entries(fact).map(([name, value]) => [
      name,
      times.includes(name) ? value + ms : value,
    ]);
    const own = fact.kind === 'task' ? { id: `later${fact.id.slice(5)}` } : {};
    const event = fact.kind === 'service-action' ? { eventId: `later-${fact.eventId}` } : {};
    return { ...Object.fromEntries(moved), ...own, ...event };
  });
}

/** With the faults of a run: a lease of 25 s, and at most 5 + 10 + 20 + 40 s of waits for each kind of sending. */
const delayMs = 180_000;

/** A level at which an episode was saved. */
interface Reached {
  readonly number: number;
  readonly level: Severity;
  readonly at: number;
  readonly isLater: boolean;
  /** Nothing that may have arrived was posted until then: the first post tells it, in its newest state. */
  readonly isFirst: boolean;
}

interface Notified {
  readonly isReply: boolean;
  readonly number: number;
  readonly level: Severity;
  readonly at: number;
  readonly fate: Fate;
}

test('every rise is notified at least once and in time, twice only where the answer to the first was lost', async () => {
  const property = fc.asyncProperty(lives, async ({ batches, later, gaps, fates: drawn, running }) => {
    const { world, clock, ecs, pass, skip } = await startTaskEvents();
    let laterAt = Number.POSITIVE_INFINITY;
    const reached = new Map<string, Reached>();
    world.table.client.middlewareStack.add((next) => (args) => {
      const { Item } = args.input as Partial<PutCommandInput>;
      if (Item?.sk === 'packed episode') note(readEpisode(Item as never));
      return next(args);
    });
    /** Every level at which the open episode of a channel that hears it was saved, and when first; anew after a calm. */
    function note({ episode, deliveries }: EpisodeRecord) {
      if (episode.phase !== 'open' || deliveries.length === 0) return;
      const { severity: level, times } = tellEpisode(episode);
      const isLater = times.calmFor !== undefined && times.newestAt >= laterAt;
      const { number } = episode;
      const isFirst = !notified.some((one) => one.number === number);
      const key = `${number} ${level} ${isLater} ${isFirst}`;
      if (!reached.has(key)) reached.set(key, { number, level, at: clock.now(), isLater, isFirst });
    }

    const notified: Notified[] = [];
    const queue = [...drawn];
    const really = world.send;
    const send: Send = async (place, message) => {
      const record = await loadEpisode(world.table, target);
      const told = [{ episode: record!.episode, deliveries: record!.deliveries }, ...record!.lastEdits];
      const isHeld = (lease?: { readonly until: number }) => (lease?.until ?? 0) > clock.now();
      const sending = told.find(({ deliveries: [one] }) => isHeld(one?.lease) || isHeld(one?.rise?.lease))!;
      const level = place.reply ? sending.deliveries[0]!.rise!.level : tellEpisode(sending.episode).severity;
      const fate = place.ts === undefined ? (queue.shift() ?? 'sent') : 'sent';
      if (place.ts === undefined && fate !== 'later') {
        notified.push({
          isReply: place.reply !== undefined,
          number: sending.episode.number,
          level,
          at: clock.now(),
          fate,
        });
      }
      if (fate === 'later') return { type: 'later', error: 'HTTP 500' };
      if (fate === 'lost before') return { type: 'unknown', error: 'timeout' };
      const result = await really(place, message);
      if (fate === 'dies after') throw new Error('The function was killed.');
      return fate === 'lost after' ? { type: 'unknown', error: 'timeout' } : result;
    };
    Object.assign(world, { send });

    async function live(batches: readonly (readonly EventFact[])[]) {
      for (const [index, facts] of batches.entries()) {
        ecs.runningCount = running[index % running.length]!;
        let left: readonly EventFact[] | undefined = facts;
        for (let tries = 0; left !== undefined && tries < 5; tries += 1) {
          left = await handleTarget(world, target, facts).then(
            () => undefined,
            () => facts,
          );
        }
        await pass(gaps[index % gaps.length]!);
      }
    }
    // What is pending keeps it from ever being steady.
    ecs.pendingCount = later === undefined ? 0 : 1;
    await live(batches);
    if (later !== undefined) {
      await pass(delayMs);
      skip(50 * 60_000);
      await handleTarget(world, target, []);
      laterAt = clock.now();
      await live(later.map((facts) => shifted(facts, laterAt - begin)));
    }
    ecs.pendingCount = 0;
    ecs.runningCount = 3;
    await pass(600_000);
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await handleTarget(world, target, []).catch(() => undefined);
      await pass(60_000);
    }

    for (const { number, level, at, isLater, isFirst } of reached.values()) {
      const told = notified
        .filter((one) => one.number === number && (isFirst || !isRise(one.level, level)))
        .filter((one) => !isLater || one.at >= laterAt);
      expect(told.filter((one) => one.at <= at + delayMs)).not.toEqual([]);
    }
    for (const [index, one] of notified.entries()) {
      const before = notified
        .slice(0, index)
        .filter((other) => other.number === one.number)
        .filter((other) => one.at < laterAt || other.at >= laterAt);
      const asBad = before.filter((other) => !isRise(other.level, one.level));
      expect(asBad.filter(({ fate }) => fate === 'sent')).toEqual([]);
      const posts = before.filter(({ isReply }) => !isReply);
      const replies = asBad.filter(({ isReply, level }) => isReply && level === one.level);
      expect((one.isReply ? replies : posts).length).toBeLessThan(2);
      // A post that may have told this level is repeated by a reply only if the next one told less: it is as bad again.
      if (one.isReply) expect(asBad).not.toContain(posts.at(-1));
    }
  });
  // The first post fails while nothing runs, and succeeds when something does.
  await fc.assert(property, { seed: -220791308, path: '12', numRuns: 1 });
  // The first post tells of nothing running and its answer is lost; the second tells less, and then nothing runs again.
  await fc.assert(property, { seed: 404, path: '54', numRuns: 1 });
  await fc.assert(property, { numRuns: 20, interruptAfterTimeLimit: 200_000 });
}, 240_000);
