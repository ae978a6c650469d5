import { describe, expect, test } from 'vitest';
import { closeEpisode, fits, lostEvents } from '../../../src/episodes/closing.ts';
import { type Episode, quietEpisode } from '../../../src/episodes/episode.ts';
import type { AnswerFact, Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const quiet = quietEpisode(target);
const minute = 60_000;
const noCheck: Fact = { kind: 'task-definition', taskDefinition: 'web:1', hasHealthCheck: false };
const textOf = (episode: Episode) => episodeView(episode, en).text;

function answer(at: number, counts: Partial<AnswerFact> = {}): AnswerFact {
  const primary = { id: 'ecs-svc/1', status: 'PRIMARY', taskDefinition: 'web:1', rolloutState: 'COMPLETED' };
  return {
    kind: 'answer',
    at,
    desiredCount: 3,
    runningCount: 3,
    pendingCount: 0,
    deployments: [{ ...primary, desiredCount: 3, runningCount: 3 }],
    ...counts,
  };
}

/** A task that runs, since `at` where it says nothing else. */
function task(id: string, at: number, more: Partial<TaskFact> = {}): TaskFact {
  return {
    kind: 'task',
    id,
    version: 3,
    updatedAt: at,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    taskDefinition: 'web:1',
    startedBy: 'ecs-svc/1',
    createdAt: at - 5000,
    startedAt: at,
    ...more,
  };
}

/** The same before it had started. */
function pending({ startedAt: _, ...rest }: TaskFact): TaskFact {
  return { ...rest, version: 1, lastStatus: 'PENDING', updatedAt: rest.createdAt ?? 0 };
}

function stop(id: string, at: number, more: Partial<TaskFact> = {}): TaskFact {
  const stopped = { version: 7, lastStatus: 'STOPPED', desiredStatus: 'STOPPED' };
  return task(id, at, {
    ...stopped,
    stoppingAt: at,
    stoppedAt: at,
    startedAt: begin - 60 * minute,
    createdAt: begin - 61 * minute,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...more,
  });
}

const byScheduler = (stoppedReason: string) => ({ stopCode: 'ServiceSchedulerInitiated', stoppedReason });

describe('how many run in a scale is what ECS counted last, and what moved since', () => {
  const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(begin).toISOString() };
  const before = { desiredCount: 3, runningCount: 3 };
  const cause = { ...asked, type: 'scale', before, after: { desiredCount: 4 } } as const;
  const { episode } = startEpisode({ target, cause, channel: 'C1' });
  const counted = answer(begin + minute, { desiredCount: 4, runningCount: 0 });
  test.each<[number, string, readonly Fact[]]>([
    [3, 'before any answer', []],
    [4, 'before any answer, with one more', [task('new', begin + 9000)]],
    [0, 'by an answer, whatever ran when it was asked', [counted]],
    [0, 'by an answer newer than a start', [task('new', begin + 9000), counted]],
    [1, 'by an answer and a later start', [counted, task('new', begin + 2 * minute)]],
    [2, 'by an answer and a later stop', [{ ...counted, runningCount: 3 }, stop('old', begin + 2 * minute)]],
  ])('%i %s', (running, _, facts) => {
    expect(tellEpisode(merge(episode, facts)).running).toBe(running);
  });
});

test('a count that was reached stays so, and how many run is told of the count that somebody set since', () => {
  const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(begin).toISOString() };
  const before = { desiredCount: 3, runningCount: 3 };
  const cause = { ...asked, type: 'scale', before, after: { desiredCount: 4 } } as const;
  const { episode } = startEpisode({ target, cause, channel: 'C1' });
  const counts = { desiredCount: 2, runningCount: 2 };
  const moved = merge({ ...episode, reached: true }, [answer(begin + minute, counts)]);
  expect(textOf(closeEpisode(moved))).toBe(
    '`shop/web`: <@U1> scaled 3 → 4. Something else has set its count to 2 since then. Steady again: 2 of 2 running',
  );
});

test('what ran long before a first episode is no part of it, and no event of it is missing', () => {
  const fresh = pending(task('new', begin));
  const episode = merge(quiet, [fresh]);
  const ran = Array.from({ length: 80 }, (_, index) => task(`old-${index}`, begin - 120 * minute));
  const { kind: _, ...known } = fresh;
  const old = [known, ...ran];
  const asked = { kind: 'tasks', at: begin + 2 * minute, tasks: old } as const;
  expect(lostEvents(episode, asked)).toBeUndefined();
  expect(merge(episode, [asked])).toBe(episode);
  const unheard = { ...asked, tasks: [...old, task('unheard', begin + 9000)] };
  expect(lostEvents(episode, unheard)).toEqual({ kind: 'events-lost' });
  expect(Object.keys(merge(episode, [unheard]).facts.tasks)).toEqual(['new', 'unheard']);
});

describe('the count before a change of others', () => {
  const one = merge(quiet, [stop('old', begin), answer(begin + minute), noCheck]);
  const later = begin + 60 * minute;
  const made = task('new', later + 9000, { createdAt: later });
  test('is the one that was desired when the episode before closed, whatever came and went since', () => {
    const next = (desiredCount: number) =>
      textOf(
        closeEpisode(
          merge(closeEpisode(one), [
            pending(made),
            made,
            noCheck,
            answer(later + minute, { desiredCount, runningCount: desiredCount }),
          ]),
        ),
      );
    expect(next(4)).toContain('scaled 3 → 4');
    expect(next(3)).toBe('`shop/web`: ECS replaced tasks. Steady again: 3 of 3 running');
  });

  test('is not known where more run than are desired: CodeDeploy shifts from one task set to another', () => {
    const green = pending(made);
    const shifting = answer(later + minute, { runningCount: 6, deployments: [] });
    expect(textOf(merge(quiet, [green, made, shifting]))).not.toMatch(/scal|Why/);
    expect(fits(shifting, undefined)).toBe(false);
    expect(fits({ ...shifting, runningCount: 3 }, undefined)).toBe(true);
    expect(fits({ ...answer(later), runningCount: 4 }, undefined)).toBe(true);
  });
});

describe('a task that was unhealthy is replaced first', () => {
  const unhealthy = byScheduler('Task failed ELB health checks in (target-group arn:aws:x)');
  const first = task('fresh', begin + 30_000, { createdAt: begin });
  const tell = (why: object) =>
    merge(quiet, [pending(first), first, stop('old', begin + 35_000, why), noCheck]);
  test('by the one that started just before, so that nothing is waited for', () => {
    expect(tellEpisode(tell(unhealthy))).toMatchObject({ healedMs: 0, reached: true });
    expect(textOf(tell(unhealthy))).toMatch(/health checks\. Its replacement is RUNNING$/);
    expect(JSON.stringify(episodeView(tell(unhealthy), en).blocks)).not.toContain('0 s');
  });

  test('but what started before a crash is no replacement of it', () => {
    expect(tellEpisode(tell({})).stops).toMatchObject([{ replacement: undefined }]);
    expect(textOf(tell({}))).toContain('No replacement runs yet');
  });
});

test('after a large rollout only what was made since the first crash counts as started since', () => {
  const rolled = Array.from({ length: 100 }, (_, index) => task(`new-${index}`, begin + index));
  const crashes = [1, 2, 3].flatMap((index) => {
    const at = begin + index * minute;
    const own = { startedAt: at - 5000, createdAt: index === 1 ? begin - 5000 : at - 20_000 };
    return [stop(`dead-${index}`, at, own), task(`again-${index}`, at + 9000, { createdAt: at + 1000 })];
  });
  expect(tellEpisode(merge(quiet, [...crashes, ...rolled]))).toMatchObject({ stopCount: 3, startCount: 5 });
});

describe('a rebalancing explains what ECS’s scheduler stops', () => {
  const action = (name: string, after: number): Fact => ({
    kind: 'service-action',
    eventId: name,
    eventName: `SERVICE_REBALANCING_${name}`,
    at: begin + after,
    eventType: 'INFO',
  });
  const unknown = stop('old', begin + 40_000, byScheduler('Words that nobody knows'));
  test.each<[boolean, string, readonly Fact[]]>([
    [false, 'while it lasts', [action('STARTED', 0)]],
    [false, 'until it ends', [action('STARTED', 0), action('COMPLETED', 60_000)]],
    [true, 'and nothing after it', [action('STARTED', 0), action('COMPLETED', 5000)]],
  ])('%s: %s', (isProblem, _, facts) => {
    const episode = merge(quiet, [...facts, unknown]);
    expect(tellEpisode(episode).isProblem).toBe(isProblem);
    expect(tellEpisode(episode).why?.type).toBe(isProblem ? undefined : 'rebalancing');
  });
});

test('so many tasks as are wanted may run before the count is set: nothing is done until that is known', () => {
  const changeId = 'change';
  const before = { desiredCount: 5, runningCount: 3 };
  const asked = { changeId, askedBy: 'U1', askedAt: new Date(begin).toISOString() };
  const cause = { ...asked, type: 'scale', before, after: { desiredCount: 3 }, undoes: 'person' } as const;
  const { episode } = startEpisode({ target, channel: 'C1', cause });
  expect({ reached: tellEpisode(episode).reached, text: textOf(episode) }).toEqual({
    reached: false,
    text: '`shop/web`: <@U1> is undoing a change, 5 → 3. 3 of 3 running',
  });
  const done = merge(episode, [{ kind: 'outcome', changeId, at: begin + 1, result: 'applied' }]);
  expect(textOf(done)).toBe('`shop/web`: <@U1> undid a change, 5 → 3. 3 of 3 running');
});
