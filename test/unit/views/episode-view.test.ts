import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';

const target = { cluster: 'shop', service: 'web' };
const begin = Date.parse('2026-01-05T10:00:00Z');

function stop(more: Partial<TaskFact> = {}): TaskFact {
  return {
    kind: 'task',
    id: 'a'.repeat(32),
    version: 7,
    updatedAt: begin,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:3',
    stoppingAt: begin,
    stoppedAt: begin,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...more,
  };
}

const view = (...facts: Fact[]) => episodeView(merge(quietEpisode(target), facts), en);

describe('why a task stopped, in plain words', () => {
  test.each<[string, Partial<TaskFact>]>([
    ['it ended with exit code 1', { exit: { container: 'app', code: 1 } }],
    ['it was killed (exit code 137)', { exit: { container: 'app', code: 137 } }],
    [
      'it ran out of memory and was killed',
      {
        exit: {
          container: 'app',
          code: 137,
          reason: 'OutOfMemoryError: Container killed due to memory usage',
        },
      },
    ],
    [
      'its image does not exist',
      { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: manifest unknown' },
    ],
    [
      'it failed the load balancer’s health checks',
      {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed ELB health checks in (target-group x)',
      },
    ],
    [
      'it failed its container health check',
      { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed container health checks' },
    ],
    [
      'AWS reclaimed its Spot capacity',
      { stopCode: 'TerminationNotice', stoppedReason: 'Your Spot Task was interrupted.' },
    ],
    ['somebody stopped it: by hand', { stopCode: 'UserInitiated', stoppedReason: 'by hand' }],
    ['unknown reason; ECS says: Something new', { stopCode: 'Novel', stoppedReason: 'Something new' }],
  ])('%s', (words, more) => {
    const { text, blocks } = view(stop(more));
    expect(text).toContain(`Why: ${words}`);
    expect(JSON.stringify(blocks)).toContain(words);
  });
});

test('a waiting message, word by word', () => {
  const { text, blocks } = view(stop({ exit: { container: 'app', code: 1 } }));
  expect(text).toBe('`shop/web`: a task stopped. Why: it ended with exit code 1. No replacement runs yet');
  expect(blocks).toMatchObject([
    { type: 'section', text: { type: 'mrkdwn', text: ':large_yellow_circle: *`shop/web`: a task stopped*' } },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: '◌ `aaaaaaaa` stopped: it ended with exit code 1\n→ waiting for a replacement',
      },
    },
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: 'Watched until it is steady  ·  web:3  ·  <!date^1767607200^{time_secs}|10:00:00 UTC>',
        },
      ],
    },
    {
      type: 'actions',
      elements: [
        expect.objectContaining({ action_id: 'line:service', value: 'service shop/web' }),
        expect.objectContaining({ action_id: 'line:stopped', value: 'tasks shop/web --stopped' }),
        expect.objectContaining({ action_id: 'line:mute', value: 'mute shop/web 2h' }),
        expect.objectContaining({ action_id: 'line:why', value: 'why shop/web' }),
        expect.objectContaining({ action_id: 'line:logs', value: 'logs shop/web' }),
      ],
    },
  ]);
});

test('a warning that tasks find no place says what is lacking, until it is over', () => {
  const warning: Fact = {
    kind: 'service-action',
    eventId: 'e',
    eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
    at: begin,
    reason: 'RESOURCE:CPU',
  };
  expect(view(warning).text).toBe(
    '`shop/web`: can’t start tasks. ECS can’t place its tasks. Lacking: RESOURCE:CPU',
  );
  const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0, deployments: [] };
  const answer: Fact = { kind: 'answer', at: begin + 1, ...counts };
  const over = closeEpisode(merge(quietEpisode(target), [warning, answer]));
  expect(episodeView(over, en).text).toBe('`shop/web`: could not start tasks. Steady again: 2 of 2 running');
});

test('a reason from outside is no mention, link or mark-up, and breaks no limit', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom('<!channel>', '<@U1>', '<https://evil|here>', 'x'.repeat(5000), '&lt;!here&gt;'),
  );
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (reasons) => {
      const stops = reasons.map((stoppedReason, index) =>
        stop({ id: String(index).repeat(32), stoppedReason, stopCode: 'UserInitiated' }),
      );
      const { text, blocks } = view(...stops);
      const shown = JSON.stringify([text, blocks]).replaceAll(/<!date\^[^>]*>/g, '');
      expect(shown).not.toContain('<');
      expect(text.length).toBeLessThanOrEqual(4000);
      expect(JSON.stringify(blocks).length).toBeLessThan(10_000);
    }),
  );
});
