import { describe, expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { quietEpisode, type ScaleCause } from '../../../src/episodes/episode.ts';
import type { AnswerFact, EventFact, Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { mergeRecord, startEpisode } from '../../../src/episodes/life-cycle.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { tellEpisode } from '../../../src/episodes/story.ts';
import { en } from '../../../src/messages/en/index.ts';
import { applyClosing } from '../../../src/task-events/observe.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { begin } from '../../helpers/life-cycle.ts';

const target = { cluster: 'shop', service: 'web' };
const quiet = quietEpisode(target);
const minute = 60_000;
const textOf = (facts: readonly Fact[]) => episodeView(merge(quiet, facts), en).text;

const action = (eventName: string, more: object = {}): EventFact => ({
  kind: 'service-action',
  eventId: eventName,
  eventName,
  eventType: 'ERROR',
  at: begin,
  ...more,
});

describe('what ECS itself calls a problem is one', () => {
  test.each([
    ['SERVICE_TASK_CONFIGURATION_FAILURE', 'can’t start tasks'],
    ['SERVICE_DISCOVERY_INSTANCE_UNHEALTHY', 'ECS reports a problem'],
    ['A_NAME_OF_NEXT_YEAR', 'ECS reports a problem'],
  ])('%s, by its type and with its own reason', (eventName, says) => {
    for (const eventType of ['ERROR', 'WARN']) {
      const facts = [action(eventName, { eventType, reason: 'secret not found' })];
      expect(merge(quiet, facts)).toMatchObject({ phase: 'open' });
      expect(tellEpisode(merge(quiet, facts))).toMatchObject({ isProblem: true, kind: 'impaired' });
      expect(textOf(facts)).toContain(says);
      expect(textOf(facts)).toContain('ECS says: secret not found');
    }
  });

  test('what only informs is none', () => {
    expect(merge(quiet, [action('A_NAME_OF_NEXT_YEAR', { eventType: 'INFO' })]).phase).toBe('quiet');
  });

  test('what is lacking for a place is told as lacking', () => {
    const facts = [action('SERVICE_TASK_PLACEMENT_FAILURE', { reason: 'RESOURCE:FARGATE' })];
    expect(textOf(facts)).toContain('Lacking: RESOURCE:FARGATE');
  });

  test('a deployment that failed is told where its beginning was lost', () => {
    const failed: Fact = {
      kind: 'deployment',
      id: 'ecs-svc/2',
      state: 'FAILED',
      at: begin,
      reason: 'no task',
    };
    expect(textOf([failed])).toMatch(/the rollout failed\..* ECS says: no task$/);
    const back: Fact = {
      ...failed,
      id: 'ecs-svc/1',
      state: 'IN_PROGRESS',
      reason: 'rolling back to ecs-svc/1',
    };
    for (const order of [
      [failed, back],
      [back, failed],
    ])
      expect(textOf(order)).toContain('failed, rolling back');
  });
});

describe('a rollout hangs only where tasks are missing', () => {
  const rollout: Fact = { kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at: begin };
  function answer(runningCount: number, more: Partial<AnswerFact> = {}): AnswerFact {
    const primary = {
      id: 'ecs-svc/2',
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      taskDefinition: 'web:2',
    };
    const counts = { desiredCount: 3, runningCount };
    const old = { ...primary, id: 'ecs-svc/1', status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 3 };
    return {
      kind: 'answer',
      at: begin + 15 * minute,
      desiredCount: 3,
      runningCount: 3 + runningCount,
      pendingCount: 0,
      deployments: [
        { ...primary, ...counts },
        { ...old, desiredCount: 3 },
      ],
      ...more,
    };
  }
  const hangs = (...facts: Fact[]) =>
    tellEpisode(merge(quiet, [rollout, ...facts])).rollout?.hanging !== undefined;

  test('for a quarter of an hour', () => {
    expect(hangs(answer(2))).toBe(true);
    expect(hangs(answer(0))).toBe(true);
  });
  test('not while it bakes, watches alarms, shifts traffic or waits for a hook with all tasks up', () => {
    expect(hangs(answer(3))).toBe(false);
  });
  test('not while a hook may hold up its first task', () => {
    expect(hangs(answer(0, { hasHooks: true }))).toBe(false);
    expect(hangs(answer(1, { hasHooks: true }))).toBe(true);
  });
  test('but where its tasks run without becoming healthy', () => {
    expect(hangs(answer(3, { unhealthy: 2 }))).toBe(true);
  });
});

describe('how far a rollout is, ECS’s answer tells', () => {
  const began: Fact = { kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at: begin };
  function answer(at: number, runningCount: number, more: object = {}): AnswerFact {
    const primary = { id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: 'web:2', desiredCount: 2, ...more };
    const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0 };
    return { kind: 'answer', at, ...counts, deployments: [{ ...primary, runningCount }] };
  }
  const task = (id: string, startedAt: number, more: Partial<TaskFact> = {}): TaskFact => ({
    kind: 'task',
    id,
    version: 4,
    updatedAt: startedAt,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    taskDefinition: 'web:2',
    startedBy: 'ecs-svc/2',
    createdAt: startedAt - 1000,
    startedAt,
    ...more,
  });
  const cards = (...facts: Fact[]) => JSON.stringify(episodeView(merge(quiet, facts), en).blocks);

  test('where its tasks’ events were lost', () => {
    expect(textOf([began, answer(begin + minute, 1)])).toContain('1 of 2 new running');
    expect(cards(began, answer(begin + minute, 1))).toMatch(/1 more running.*1 more task to start/);
    expect(textOf([began, answer(begin + minute, 2)])).toContain('2 of 2 new running');
    expect(cards(began, answer(begin + minute, 2))).not.toContain('to start');
  });

  test('and what came after it is counted once', () => {
    const at = begin + minute;
    const early = task('early', at - 5000);
    expect(textOf([began, answer(at, 1), early])).toContain('1 of 2 new running');
    expect(textOf([began, answer(at, 1), early, task('late', at + 5000)])).toContain('2 of 2 new running');
    const stopping = { version: 5, desiredStatus: 'STOPPED', stoppingAt: at + 9000, updatedAt: at + 9000 };
    expect(textOf([began, answer(at, 1), { ...early, ...stopping }])).toContain('0 of 2 new running');
    const both = { ...task('both', at + 5000), ...stopping };
    expect(textOf([began, answer(at, 1), both])).toContain('1 of 2 new running');
  });

  test.each([
    ['that is all there is', 'ecs-svc/2', 'rolled out'],
    ['that gave way to another', 'ecs-svc/9', 'the rollout is over'],
  ])('one %s when the service is steady is over, whatever no event and no state said', (_, id, says) => {
    const warned = action('SERVICE_TASK_PLACEMENT_FAILURE', { eventType: 'WARN', reason: 'RESOURCE:MEMORY' });
    const episode = merge(quiet, [began, warned, answer(begin + minute, 2, { id })]);
    const { text, blocks } = episodeView(closeEpisode(episode), en);
    expect(text).toContain(`\`shop/web\`: ${says}`);
    expect(text).toContain('Steady again');
    expect(JSON.stringify(blocks)).not.toMatch(/yellow|rolling out|to start|run until|0 of 2/);
  });
});

describe('what was reached stays reached', () => {
  const cause: ScaleCause = {
    type: 'scale',
    changeId: 'first',
    askedBy: 'U1',
    askedAt: new Date(begin).toISOString(),
    before: { desiredCount: 2, runningCount: 2 },
    after: { desiredCount: 3 },
  };
  const applied: Fact = { kind: 'outcome', changeId: 'first', at: begin + 1, result: 'applied' };
  const up: TaskFact = {
    kind: 'task',
    id: 'one',
    version: 4,
    updatedAt: begin + 9000,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    taskDefinition: 'web:1',
    createdAt: begin + 2000,
    startedAt: begin + 9000,
  };
  const started = startEpisode({ target, cause, channel: 'C1', ts: '1.1' });
  const reached = applyClosing(mergeRecord(started, [applied, up], begin + 9000), begin + 9000, minute);
  const later = (more: Partial<ScaleCause>): ScaleCause => ({
    ...cause,
    changeId: 'second',
    askedBy: 'U2',
    askedAt: new Date(begin + minute).toISOString(),
    before: { desiredCount: 3, runningCount: 3 },
    after: { desiredCount: 5 },
    ...more,
  });
  function textAfter(next: ScaleCause, previous = reached) {
    const [edit] = startEpisode({ target, cause: next, channel: 'C1', previous }).lastEdits;
    return edit && episodeView(edit.episode, en);
  }

  test('when another change follows', () => {
    expect(episodeView(reached.episode, en).text).toContain('scaled 2 → 3. 3 of 3 running');
    expect(textAfter(later({}))?.text).toContain('scaled 2 → 3. 3 of 3 running');
    expect(textAfter(later({}), { ...started, version: 1 })?.text).toContain('is scaling 2 → 3');
  });

  test('when more tasks are started by others', () => {
    const another = { ...up, id: 'two', startedAt: begin + 20_000, updatedAt: begin + 20_000 };
    const moved = applyClosing(mergeRecord(reached, [another], begin + 20_000), begin + 20_000, minute);
    expect(episodeView(moved.episode, en).text).toContain('scaled 2 → 3');
  });

  test('a change that was taken back says so, open or closed, and offers no undo any more', () => {
    const undo = later({ undoes: 'person', undoesChange: 'first', after: { desiredCount: 2 } });
    const closed = { ...reached, episode: closeEpisode(reached.episode) };
    for (const previous of [reached, closed]) {
      expect(JSON.stringify(episodeView(previous.episode, en))).toContain('undo first');
      const told = textAfter(undo, previous);
      expect(told?.text).toMatch(/scaled 2 → 3\..*<@U2> undoes this/);
      expect(told?.text).not.toContain('3 of 3 running');
      expect(JSON.stringify(told)).not.toContain('undo first');
    }
  });

  test('a message that something else leaves behind offers no undo that nobody would take away', () => {
    const closed = { ...reached, episode: closeEpisode(reached.episode), deliveries: reached.deliveries };
    const rollout: Fact = {
      kind: 'deployment',
      id: 'ecs-svc/2',
      state: 'IN_PROGRESS',
      at: begin + 2 * minute,
    };
    const { episode, lastEdits } = mergeRecord(closed, [rollout], begin + 2 * minute);
    expect(episode.number).toBe(2);
    expect(JSON.stringify(episodeView(lastEdits[0]!.episode, en))).not.toContain('undo first');
  });
});
