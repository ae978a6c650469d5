import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../src/aws/ecs/target.ts';
import { quietEpisode } from '../../../../src/episodes/episode.ts';
import { merge } from '../../../../src/episodes/merge.ts';
import { isExpected, isTrouble, reasonCodes } from '../../../../src/episodes/stop-reasons/codes.ts';
import { tellEpisode } from '../../../../src/episodes/story.ts';
import { readIncoming } from '../../../../src/task-events/incoming.ts';
import { taskEvent } from '../../../helpers/task-events.ts';

const at = Date.parse('2026-01-05T10:00:00Z');

function told(stop: { stopCode: string; stoppedReason: string; exitCode?: number }, standalone: boolean) {
  const task = {
    id: 'a'.repeat(32),
    version: 7,
    at,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
  } as const;
  const incoming = readIncoming(
    taskEvent({ ...task, stoppingAt: at, stoppedAt: at, ...stop }, standalone ? 'family:web' : 'service:web'),
  );
  if (incoming.type !== 'fact') throw new Error('no fact');
  return tellEpisode(merge(quietEpisode(incoming.target as Target), [incoming.fact]));
}

const scheduler = 'ServiceSchedulerInitiated';
const stepFunctions =
  'The Task state in AWS Step Functions execution [arn:aws:states:eu-west-1:123456789012:execution:nightly:1] which was managing this resource was aborted';
const scaling = 'Scaling activity initiated by (deployment ecs-svc/2)';

describe('whether a channel of problems hears of it', () => {
  it.each<
    [string, { stopCode: string; stoppedReason: string; exitCode?: number }, boolean, boolean | undefined]
  >([
    [
      'a drain',
      { stopCode: scheduler, stoppedReason: 'Service web: the container instance is in DRAINING state' },
      false,
      undefined,
    ],
    [
      'maintenance',
      {
        stopCode: scheduler,
        stoppedReason:
          'Service web: ECS is performing maintenance on the underlying infrastructure hosting the task',
      },
      false,
      undefined,
    ],
    [
      'a Fargate retirement',
      {
        stopCode: 'TerminationNotice',
        stoppedReason: 'ECS is performing maintenance on the underlying infrastructure hosting the task',
        exitCode: 143,
      },
      false,
      false,
    ],
    [
      'a retired host whose task did not end in time',
      {
        stopCode: 'InfrastructureHealth',
        stoppedReason: 'ECS is performing maintenance on the underlying infrastructure hosting the task',
        exitCode: 137,
      },
      false,
      false,
    ],
    [
      'Spot',
      { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' },
      false,
      false,
    ],
    [
      'a forced deregistration',
      { stopCode: scheduler, stoppedReason: 'Container instance deregistration forced by user' },
      false,
      undefined,
    ],
    ['a scale-in', { stopCode: scheduler, stoppedReason: scaling }, false, undefined],
    [
      'an abort by Step Functions',
      { stopCode: 'UserInitiated', stoppedReason: stepFunctions, exitCode: 143 },
      true,
      false,
    ],
    [
      'a person’s StopTask',
      { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' },
      true,
      false,
    ],
    ['a person who types ECS’s words', { stopCode: 'UserInitiated', stoppedReason: scaling }, true, false],
    [
      'a host that was lost',
      { stopCode: 'TerminationNotice', stoppedReason: 'Host EC2 (instance i-0123456789abcdef0) terminated.' },
      true,
      true,
    ],
    [
      'a failed health check',
      { stopCode: scheduler, stoppedReason: 'Task failed container health checks' },
      true,
      undefined,
    ],
    [
      'a good end',
      {
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        exitCode: 0,
      },
      true,
      false,
    ],
    [
      'a failure',
      {
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        exitCode: 3,
      },
      true,
      true,
    ],
  ])('%s', (_, stop, ofService, standalone) => {
    expect(told(stop, false).isProblem).toBe(ofService);
    if (standalone !== undefined) expect(told(stop, true).isProblem).toBe(standalone);
  });

  it('a person’s words hide no stop from a service’s story', () => {
    const { stops, stopCount } = told({ stopCode: 'UserInitiated', stoppedReason: scaling }, false);
    expect(stopCount).toBe(1);
    expect(stops[0]?.reason).toMatchObject({ code: 'byHand', detail: scaling });
  });

  it('tasks that are drained again and again are no crash loop', () => {
    const drains = Array.from({ length: 5 }, (_, index) => {
      const incoming = readIncoming(
        taskEvent({
          id: String(index).repeat(32),
          version: 7,
          lastStatus: 'STOPPED',
          desiredStatus: 'STOPPED',
          at: at + index * 60_000,
          createdAt: at + index * 60_000 - 30_000,
          stoppingAt: at + index * 60_000,
          stoppedAt: at + index * 60_000,
          stopCode: scheduler,
          stoppedReason: 'Service web: the container instance is in DRAINING state',
        }),
      );
      return incoming.type === 'fact' ? [incoming.fact] : [];
    });
    const story = tellEpisode(merge(quietEpisode({ cluster: 'shop', service: 'web' }), drains.flat()));
    expect(story).toMatchObject({ kind: 'healing', isProblem: false, stopCount: 5 });
  });
});

it('docs/stop-reasons.md says of each code what the code decides', () => {
  const text = readFileSync(new URL('../../../../docs/stop-reasons.md', import.meta.url), 'utf8');
  for (const code of reasonCodes) {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${code}\` |`)) ?? '';
    expect(row.includes('(expected)') || row.includes('(expected;'), code).toBe(isExpected(code, false));
    expect(row.includes('of a service it is told'), code).toBe(
      isExpected(code, false) && isTrouble(code, false),
    );
    expect(row.includes('(expected of a standalone task)'), code).toBe(
      isExpected(code, true) && !isExpected(code, false),
    );
  }
});
