import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { quietEpisode, type ScaleCause } from '../../../src/episodes/episode.ts';
import { type EventFact, eventTime, type Fact, type TaskFact } from '../../../src/episodes/facts.ts';
import { mergeRecord, startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { newDelivery, newRecord } from '../../../src/episodes/record.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin, disorder, lifeCycle } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const minute = 60_000;

function stop(id: string, at: number, more: Partial<TaskFact> = {}): TaskFact {
  return {
    kind: 'task',
    id,
    version: 5,
    updatedAt: at,
    lastStatus: 'RUNNING',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:1',
    createdAt: begin - 999_000,
    startedAt: begin - 990_000,
    stoppingAt: at,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...more,
  };
}

const crash = { version: 6, lastStatus: 'STOPPED' };
const scaledIn = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
};

function closed(facts: readonly Fact[]) {
  const episode = merge(quietEpisode(target), facts);
  const answer = { desiredCount: 3, runningCount: 3, pendingCount: 0, deployments: [] };
  return closeEpisode(merge(episode, [{ kind: 'answer', at: episode.lastEventAt + minute, ...answer }]));
}

const isEvent = (fact: Fact): fact is EventFact =>
  'updatedAt' in fact || fact.kind === 'deployment' || fact.kind === 'service-action';

describe('borders by event time', () => {
  test('a late event of a closed episode that is no trouble neither opens one nor changes it', () => {
    const late = fc.record({ facts: lifeCycle, ago: fc.integer({ min: 0, max: 600_000 }) });
    fc.assert(
      fc.property(late, ({ facts, ago }) => {
        const episode = closed(facts);
        const unseen = stop('unseen', episode.lastEventAt - ago, scaledIn);
        expect(merge(episode, [...facts, unseen])).toBe(episode);
      }),
    );
  });

  test('trouble that is reported after its episode has closed opens it again, once', () => {
    const late = fc.record({ facts: lifeCycle, ago: fc.integer({ min: 0, max: 600_000 }) });
    fc.assert(
      fc.property(late, ({ facts, ago }) => {
        const episode = closed(facts);
        const unseen = stop('unseen', episode.lastEventAt - ago);
        const again = merge(episode, [unseen]);
        expect(again).toMatchObject({ phase: 'open', number: episode.number });
        expect(again.facts.tasks.unseen).toBeDefined();
        const over = closeEpisode(again);
        expect(merge(over, [...facts, unseen])).toBe(over);
      }),
    );
  });

  test('so does a failed rollout, and in an episode of a family the job that failed just before another ended well', () => {
    const quiet = closed([stop('one', begin, scaledIn)]);
    const failed = { kind: 'deployment', id: 'ecs-svc/7', state: 'FAILED', at: begin - 500 } as const;
    const again = merge(quiet, [failed]);
    expect(again).toMatchObject({ phase: 'open', number: 1 });
    expect(tellEpisode(again)).toMatchObject({ kind: 'rollout', severity: 'failing' });
    const ended = (id: string, at: number, code: number) =>
      stop(id, at, { version: 7, lastStatus: 'STOPPED', stoppedAt: at, exit: { container: 'app', code } });
    const family = quietEpisode({ cluster: 'shop', family: 'import-prices' });
    const well = closeEpisode(merge(family, [ended('well', begin, 0)]));
    expect(tellEpisode(merge(well, [ended('bad', begin - 500, 1)]))).toMatchObject({ isProblem: true });
  });

  test('nor does it change the newer episode, in whatever order the newer one’s facts come', () => {
    const newer = (after: number) => [
      stop('newer', after, { version: 4 }),
      stop('newer', after + 9000, { version: 5, lastStatus: 'STOPPED', stoppedAt: after + 9000 }),
    ];
    const cases = fc
      .record({ facts: lifeCycle, gap: fc.integer({ min: 16 * minute, max: 60 * minute }) })
      .chain(({ facts, gap }) => {
        const episode = closed(facts);
        const next = newer(episode.closedAt + gap);
        return disorder([...facts.filter(isEvent), ...next]).map((batches) => ({ episode, next, batches }));
      });
    fc.assert(
      fc.property(cases, ({ episode, next, batches }) => {
        const clean = merge(episode, next);
        expect(clean.number).toBe(episode.number + 1);
        expect(batches.reduce(merge, episode)).toEqual(clean);
      }),
    );
  });

  test('a stop after the closing is a story of its own, however soon it comes', () => {
    const episode = closed([stop('first', begin)]);
    const again = merge(episode, [stop('second', episode.lastEventAt + 1)]);
    expect(again).toMatchObject({ phase: 'open', number: 2 });
    expect(Object.keys(again.facts.tasks)).toEqual(['second']);
  });

  test('a rollout soon after the closing has an episode of its own', () => {
    const episode = closed([stop('first', begin)]);
    const at = episode.closedAt + minute;
    const rollout = merge(episode, [{ kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at }]);
    expect(rollout).toMatchObject({ phase: 'open', number: 2 });
    expect(Object.keys(rollout.facts.tasks)).toEqual([]);
  });

  /** The end of a stop as it is read where ECS names no time at which it began. */
  const ended = (id: string, at: number) => stop(id, at, { ...crash, version: 7, stoppedAt: at });

  test('the end of a stop that an earlier episode told of is no trouble of the next', () => {
    const before = closed([stop('slow', begin)]);
    const at = before.closedAt + minute;
    const next = merge(before, [stop('other', at, crash)]);
    expect(next.number).toBe(2);
    expect(merge(next, [ended('slow', at + 9000)])).toBe(next);
    const asked = { changeId: 'c1', askedBy: 'U1', askedAt: new Date(at).toISOString() };
    const counts = { desiredCount: 3, runningCount: 3 };
    const cause = { ...asked, type: 'scale', before: counts, after: { desiredCount: 5 } } as const;
    const previous = { ...newRecord(target), episode: before };
    const { episode } = startEpisode({ target, cause, channel: 'C1', previous });
    expect(merge(episode, [ended('slow', at + 9000)])).toBe(episode);
  });

  test('a standalone task that was stopping when another one’s episode ended is told when it has', () => {
    const family = quietEpisode({ cluster: 'shop', family: 'import-prices' });
    const first = closeEpisode(merge(family, [stop('first', begin, { ...crash, stoppedAt: begin })]));
    const late = stop('late', begin - 5000, {
      ...crash,
      updatedAt: begin + minute,
      stoppedAt: begin + minute,
    });
    const another = stop('another', begin + 9000, { ...crash, stoppedAt: begin + 9000 });
    for (const facts of [[late], [another, late]]) {
      const told = tellEpisode(merge(first, facts));
      expect(told).toMatchObject({ isProblem: true, troubleCount: facts.length });
    }
  });

  test('a replacement that is reported before the stop belongs to the episode that the stop opens', () => {
    const replacement: TaskFact = {
      kind: 'task',
      id: 'fresh',
      version: 4,
      updatedAt: begin + 8000,
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      taskDefinition: 'web:1',
      createdAt: begin + 1000,
      startedAt: begin + 8000,
    };
    const quiet = merge(quietEpisode(target), [replacement]);
    expect(quiet.phase).toBe('quiet');
    const healthCheck = { kind: 'task-definition', taskDefinition: 'web:1', hasHealthCheck: false } as const;
    const episode = merge(quiet, [stop('old', begin), healthCheck]);
    expect(episodeView(episode, en).text).toContain('healed in 8 s');
  });

  const starting: TaskFact = {
    kind: 'task',
    id: 'one',
    version: 1,
    updatedAt: begin,
    lastStatus: 'PENDING',
    desiredStatus: 'RUNNING',
    taskDefinition: 'web:1',
    createdAt: begin,
  };
  test.each([
    ['a task that starts', starting],
    ['a stop by a scale-in', stop('one', begin, scaledIn)],
  ])('%s opens an episode that is no problem', (_, fact) => {
    const episode = merge(quietEpisode(target), [fact]);
    expect(episode).toMatchObject({ phase: 'open', openedAt: begin });
    expect(tellEpisode(episode)).toMatchObject({ kind: 'scale', isProblem: false });
  });

  test.each<[string, EventFact]>([
    ['a deployment that completed', { kind: 'deployment', id: 'ecs-svc/1', state: 'COMPLETED', at: begin }],
    [
      'news of a task that has long been running',
      { ...starting, lastStatus: 'RUNNING', startedAt: begin - 1 },
    ],
    [
      'a desired count that ECS moved',
      { kind: 'service-action', eventId: 'e', eventName: 'SERVICE_DESIRED_COUNT_UPDATED', at: begin },
    ],
  ])('%s opens none', (_, fact) => {
    expect(merge(quietEpisode(target), [fact]).phase).toBe('quiet');
  });

  test('what happens after a change of somebody’s has closed is no part of that change, trouble least of all', () => {
    const asked = { changeId: 'change', askedBy: 'U1', askedAt: new Date(begin).toISOString() };
    const before = { desiredCount: 3, runningCount: 3 };
    const cause = { ...asked, type: 'scale', before, after: { desiredCount: 3 } } as const;
    const counts = { desiredCount: 3, runningCount: 3, pendingCount: 0, deployments: [] };
    const { episode } = startEpisode({ target, cause, channel: 'C1' });
    const over = closeEpisode(merge(episode, [{ kind: 'answer', at: begin + minute, ...counts }]));
    const after = begin + 2 * minute;
    expect(merge(over, [{ ...starting, createdAt: after, updatedAt: after }]).number).toBe(2);
    const trouble = merge(over, [stop('one', after)]);
    expect(trouble).toMatchObject({ number: 2, phase: 'open' });
    expect(trouble.cause).toBeUndefined();
  });

  test('a task of no service is told when it ended, not before', () => {
    const quiet = quietEpisode({ cluster: 'shop', task: 'one' });
    const stopping = merge(quiet, [stop('one', begin)]);
    expect(stopping.phase).toBe('quiet');
    const ended = stop('one', begin + 1000, { version: 6, lastStatus: 'STOPPED', stoppedAt: begin + 1000 });
    expect(merge(stopping, [ended]).phase).toBe('open');
  });
});

describe('a change asked through the bot', () => {
  const cause: ScaleCause = {
    type: 'scale',
    changeId: 'change',
    askedBy: 'U1',
    askedAt: new Date(begin + minute).toISOString(),
    before: { desiredCount: 3, runningCount: 3 },
    after: { desiredCount: 5 },
  };
  const open = {
    ...newRecord(target),
    version: 7,
    episode: merge(quietEpisode(target), [stop('dying', begin)]),
    deliveries: [{ ...newDelivery('C1', '1.1'), pending: false }],
  };

  test('closes the open episode as superseded, with one last edit, and carries its stopping tasks over', () => {
    const record = startEpisode({ target, cause, channel: 'C2', previous: open });
    expect(record).toMatchObject({
      version: 7,
      episode: { phase: 'open', number: 2, startedAfter: begin + minute },
    });
    expect(Object.keys(record.episode.facts.tasks)).toEqual(['dying']);
    const [edit, ...more] = record.lastEdits;
    expect(more).toEqual([]);
    expect(edit).toMatchObject({
      deliveries: [{ ts: '1.1', pending: true }],
      episode: { phase: 'closed', superseded: true },
    });
    expect(episodeView(edit!.episode, en).text).toContain('A later change has its own message below');
    expect(episodeView(record.episode, en).text).not.toContain('stopped');
  });

  test('what is older than the asking, and was told or needs no telling, does not change it', () => {
    const told = { ...open, episode: merge(open.episode, [stop('told', begin, crash)]) };
    const { episode } = startEpisode({ target, cause, channel: 'C2', previous: told });
    const older = fc.integer({ min: 0, max: 3_600_000 }).chain((ago) => {
      const at = begin + minute - ago;
      const rest = stop('told', at, { ...crash, version: 7, stoppedAt: at });
      return fc.constantFrom(rest, stop('other', at, scaledIn), stop('long ago', begin - 62 * minute));
    });
    fc.assert(fc.property(older, (fact) => void expect(merge(episode, [fact])).toBe(episode)));
    const known = merge(episode, [stop('dying', begin + 1000, { version: 6, lastStatus: 'DEACTIVATING' })]);
    expect(known.facts.tasks.dying?.lastStatus).toBe('DEACTIVATING');
    expect(eventTime(stop('dying', begin + 1000))).toBeLessThan(episode.startedAfter);
    expect(tellEpisode(known)).toMatchObject({ isProblem: false, stops: [] });
  });

  const failed = { kind: 'deployment', id: 'ecs-svc/2', state: 'FAILED', at: begin + minute - 500 } as const;
  const began = { kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at: begin } as const;
  test.each<[string, EventFact, object]>([
    ['a crash', stop('other', begin + minute - 1000), { trouble: 'healing', troubleCount: 1 }],
    ['a failed rollout', failed, { trouble: 'rollout', severity: 'failing' }],
    ['a rollout', began, { rollout: { state: 'IN_PROGRESS' } }],
  ])('%s that began before the asking, and that nobody told, is told in it', (_, fact, told) => {
    for (const previous of [undefined, open, { ...open, episode: closeEpisode(open.episode) }]) {
      const { episode } = startEpisode({ target, cause, channel: 'C2', ...(previous && { previous }) });
      expect(tellEpisode(merge(episode, [fact]))).toMatchObject(told);
      const next = startEpisode({
        target,
        channel: 'C3',
        cause: { ...cause, changeId: 'next', askedAt: new Date(begin + 2 * minute).toISOString() },
        previous: { ...open, episode: merge(episode, [fact]) },
      });
      expect(tellEpisode(merge(next.episode, [fact]))).toMatchObject({ isProblem: false });
    }
  });

  test('a rollout under way goes on in it, and how it ends is told there', () => {
    const rolling = { ...open, episode: merge(quietEpisode(target), [began]) };
    const { episode } = startEpisode({ target, cause, channel: 'C2', previous: rolling });
    expect(merge(episode, [began]).facts).toEqual(episode.facts);
    expect(tellEpisode(merge(episode, [failed]))).toMatchObject({ trouble: 'rollout', severity: 'failing' });
    const answer = { at: begin + 20 * minute, desiredCount: 3, runningCount: 3, pendingCount: 0 };
    const lone = { id: 'ecs-svc/2', status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: 'web:2' };
    const deployments = [{ ...lone, desiredCount: 3, runningCount: 0 }];
    const hanging = merge(episode, [{ kind: 'answer', ...answer, deployments }]);
    expect(tellEpisode(hanging).rollout?.hanging?.since).toBe(begin);
  });

  test('coming twice finds its own episode by the change’s id', () => {
    const { episode } = startEpisode({ target, cause, channel: 'C2' });
    const outcome = { kind: 'outcome', at: begin + minute, result: 'applied' } as const;
    expect(merge(episode, [{ ...outcome, changeId: 'another' }])).toBe(episode);
    const applied = merge(episode, [{ ...outcome, changeId: 'change' }]);
    expect(applied.outcome?.result).toBe('applied');
  });
});

test.each(['before', 'after', 'with a third change after'])(
  'what one person asked to stop is no trouble in the change of another, whose events came %s',
  (order) => {
    const asked = (changeId: string, askedAt: number) => ({
      changeId,
      askedBy: 'U1',
      askedAt: new Date(askedAt).toISOString(),
      before: { desiredCount: 3, runningCount: 3 },
    });
    const taskArn = 'arn:aws:ecs:us-east-1:123456789012:task/shop/drilled';
    const drill = { ...asked('drill', begin), type: 'stop-task', taskArn, drill: true } as const;
    const scale = (id: string, at: number) =>
      ({ ...asked(id, at), type: 'scale', after: { desiredCount: 4 } }) as const;
    const byHand = { stopCode: 'UserInitiated', stoppedReason: 'Drill from Slack by U1' };
    const facts = [stop('drilled', begin + 900, byHand)];

    let record = startEpisode({ target, cause: drill, channel: 'C1' });
    if (order === 'before') record = mergeRecord(record, facts, begin + 950);
    record = startEpisode({ target, cause: scale('second', begin + 700), channel: 'C1', previous: record });
    if (order.startsWith('with'))
      record = startEpisode({ target, cause: scale('third', begin + 800), channel: 'C1', previous: record });
    const story = tellEpisode(mergeRecord(record, facts, begin + 2000).episode);
    expect(story).toMatchObject({ stops: [], trouble: undefined, isProblem: false });
    const other = mergeRecord(record, [stop('other', begin + 1000, byHand)], begin + 2000);
    expect(tellEpisode(other.episode)).toMatchObject({ trouble: 'healing' });
  },
);
