import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskFact } from '../../../../src/episodes/facts.ts';
import { explainStop, explainTask, shorten } from '../../../../src/episodes/stop-reasons/explain.ts';
import { stopReason } from '../../../../src/episodes/stops.ts';
import { readIncoming } from '../../../../src/task-events/incoming.ts';
import { readStoppedTask } from '../../../../src/task-events/stopped-tasks.ts';
import { processorMs } from '../../../helpers/processor-time.ts';
import { taskEvent } from '../../../helpers/task-events.ts';

const at = Date.parse('2026-01-05T10:00:00Z');
const base = { id: 'a'.repeat(32), version: 7, at, lastStatus: 'STOPPED', desiredStatus: 'STOPPED' } as const;

function read(stopCode: string, stoppedReason: string, reason?: string) {
  const event = JSON.parse(taskEvent({ ...base, stoppingAt: at, stoppedAt: at, stopCode, stoppedReason }));
  event.detail.containers[0].reason = reason;
  const body = JSON.stringify(event);
  const incoming = readIncoming(body);
  const fact = incoming.type === 'fact' && incoming.fact.kind === 'task' ? incoming.fact : undefined;
  const task = readStoppedTask(body);
  if (fact === undefined || task === undefined) throw new Error('not read');
  return { fact: fact as TaskFact, task };
}

const filler = (length: number) =>
  'pulling layer sha256:0a1b2c3d4e5f ; '.repeat(Math.ceil(length / 36)).slice(0, length);

describe('the cause at the end of a long text', () => {
  it.each([400, 3000, 20_000])('of %i characters is told and kept', (length) => {
    const long = `CannotPullContainerError: ${filler(length)} dial tcp 10.0.0.1:443: i/o timeout`;
    for (const { fact, task } of [
      read('TaskFailedToStart', long),
      read('TaskFailedToStart', 'Task failed to start', long),
    ]) {
      expect(stopReason(fact, false).code).toBe('pullNoRoute');
      expect(explainTask(task).code).toBe('pullNoRoute');
      const kept = [fact.stoppedReason, fact.exit?.reason].find((text) => text?.includes('CannotPull'));
      expect(kept).toMatch(/^CannotPullContainerError: .* … .*i\/o timeout$/);
      expect(kept!.length).toBeLessThanOrEqual(300);
    }
  });

  it('in the middle is told all the same', () => {
    const long = `ResourceInitializationError: ${filler(2000)} AccessDeniedException ${filler(2000)}`;
    const { fact, task } = read('TaskFailedToStart', long);
    expect(stopReason(fact, false).code).toBe('initDenied');
    expect(explainTask(task).code).toBe('initDenied');
  });

  it('of what no row knows both ends are told', () => {
    const { fact } = read('TaskFailedToStart', `Something new: ${filler(900)} the cause`);
    expect(stopReason(fact, false).detail).toMatch(/^Something new: .* … .* the cause$/);
  });
});

it('a shortened text is as long as it may be, well-formed, and marked', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 1000 }),
      fc.integer({ min: 20, max: 400 }),
      (text, most) => {
        const short = shorten(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        if (text.length <= most) expect(short).toBe(text);
        else {
          expect(short).toContain(' … ');
          expect(short.isWellFormed()).toBe(true);
        }
      },
    ),
  );
});

it('reading grows with the text’s length alone', () => {
  const prefixes = [
    ...[
      'CannotPullContainerError: ',
      'ResourceInitializationError: ',
      'exec: "',
      'EFS utils ',
      'log stream ',
    ],
    ...['(service web) ', 'Service web: ', 'unable to place a task. Reason: ', 'reached your '],
    ...['failed to launch a task with (error ', 'does not match the ', 'Max', 'env files ', ') '],
  ];
  const ms = (text: string) =>
    processorMs(() => void explainStop({ stoppedReason: text, containers: [{ reason: text }] }));
  // A quadratic pattern takes many seconds of such a text.
  for (const prefix of prefixes) expect(ms(prefix.repeat(16_000)), prefix).toBeLessThan(1000);
});
