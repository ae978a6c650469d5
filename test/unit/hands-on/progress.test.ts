import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HandsOnFacts, type HandsOnMemory, stepIds } from '../../../src/hands-on/hands-on.ts';
import { currentStep, markRead, newMemory, progressOf, remember } from '../../../src/hands-on/progress.ts';
import { allThere, without } from '../../helpers/sample-lesson.ts';

const nothing: HandsOnFacts = { at: allThere.at };
const begun = newMemory(allThere.at - 60_000);
const read: HandsOnMemory = { ...begun, read: ['containers', 'image'] };

const where = { region: 'eu-west-1' };

/** The states of the ten steps after a look, `x` done, `>` current, `.` waiting. */
function states(memory: HandsOnMemory, facts: HandsOnFacts, place = 1): string {
  const lesson = progressOf({ userId: 'U1', place, where, memory: remember(memory, facts, place) }, facts);
  return lesson.steps.map(({ state }) => ({ done: 'x', current: '>', waiting: '.' })[state]).join('');
}

describe('a step is done when AWS says so', () => {
  test.each([
    ['nothing is there', begun, nothing, '>.........'],
    ['one is read', { ...begun, read: ['containers' as const] }, nothing, 'x>........'],
    ['both are read', read, nothing, 'xx>.......'],
    ['a repository without an image', read, { ...nothing, repository: { uri: 'u' } }, 'xx>.......'],
    ['an image is pushed', read, { ...nothing, repository: { uri: 'u', tag: '1' } }, 'xxx>......'],
    [
      'a stack that is being made',
      read,
      { ...nothing, network: { status: 'CREATE_IN_PROGRESS' } },
      'xx>.......',
    ],
    ['a stack that went back', read, { ...nothing, network: { status: 'ROLLBACK_COMPLETE' } }, 'xx>.......'],
    ['a stack that goes away', read, { ...nothing, network: { status: 'DELETE_IN_PROGRESS' } }, 'xx>.......'],
    ['a stack', read, { ...nothing, network: { status: 'CREATE_COMPLETE' } }, 'xx>x......'],
    ['a later step before an earlier', read, without(allThere, 'repository'), 'xx>xxxx...'],
    ['all of them', read, allThere, 'xxxxxxx>..'],
    ['all of them, unread', begun, allThere, '>.xxxxx...'],
  ] as const)('%s', (_, memory, facts, expected) => {
    expect(states(memory, facts)).toBe(expected);
  });

  test('a service whose deployment is not through, or that wants no task, is none yet', () => {
    const service = { desiredCount: 2, runningCount: 0, deployed: false, failed: false };
    expect(states(read, { ...allThere, service })).toBe('xxxxxx>...');
    expect(states(read, { ...allThere, service: { ...service, desiredCount: 0, deployed: true } })).toBe(
      'xxxxxx>...',
    );
  });

  test('one task too few, as when one was stopped, leaves the service done', () => {
    const service = { desiredCount: 2, runningCount: 1, deployed: true, failed: false };
    expect(states(read, { ...allThere, service })).toBe('xxxxxxx>..');
  });

  test.each([
    ['repository', 'xx>xxxx...'],
    ['network', 'xxx>xxx...'],
    ['cluster', 'xxxx>xx...'],
    ['taskDefinition', 'xxxxx>x...'],
    ['service', 'xxxxxx>...'],
  ] as const)('and undone again when the %s is gone', (thing, expected) => {
    const memory = remember(read, allThere, 1);
    expect(states(memory, without(allThere, thing))).toBe(expected);
  });
});

describe('stopping, scaling, cleaning up', () => {
  const at = allThere.at - 10_000;
  const healed = remember(read, { ...allThere, stop: { at, healedMs: 38_000 } }, 1);

  test('a stop counts once it is healed, and not one from before the lesson', () => {
    expect(states(read, { ...allThere, stop: { at: begun.startedAt - 1, healedMs: 1 } })).toBe('xxxxxxx>..');
    const few = { desiredCount: 2, runningCount: 1, deployed: true, failed: false };
    expect(states(read, { ...allThere, service: few, stop: { at } })).toBe('xxxxxxx>..');
    expect(states(read, { ...allThere, stop: { at } })).toBe('xxxxxxxx>.');
    expect(healed.healed).toEqual({ at, ms: 38_000 });
    // Later looks know no more of it.
    expect(states(healed, allThere)).toBe('xxxxxxxx>.');
    expect(remember(healed, { ...allThere, stop: { at } }, 1).healed).toEqual({ at, ms: 38_000 });
  });

  test('four have to run, not only to be wanted', () => {
    const wanted = { desiredCount: 4, runningCount: 3, deployed: true, failed: false };
    expect(states(healed, { ...allThere, service: wanted })).toBe('xxxxxxxx>.');
    expect(states(healed, { ...allThere, service: { ...wanted, runningCount: 4 } })).toBe('xxxxxxxxx>');
  });

  const four = { desiredCount: 4, runningCount: 4, deployed: true, failed: false };
  const cleaning = remember(healed, { ...allThere, service: four }, 1);

  test('from then on what goes is cleaned up, and not undone; the lesson ends when nothing is left', () => {
    expect(cleaning.cleaning).toBe(true);
    expect(states(cleaning, allThere)).toBe('xxxxxxxxx>');
    expect(states(cleaning, without(allThere, 'service', 'cluster'))).toBe('xxxxxxxxx>');
    expect(states(cleaning, { ...nothing, network: { status: 'DELETE_IN_PROGRESS' } })).toBe('xxxxxxxxx>');
    expect(states(cleaning, nothing)).toBe('xxxxxxxxxx');
    const over = remember(cleaning, nothing, 1);
    expect(over.finishedAt).toBe(nothing.at);
    // What somebody else makes later is no part of it.
    expect(states(over, allThere)).toBe('xxxxxxxxxx');
  });

  test('who learns beside the first leaves the network to them', () => {
    expect(states(cleaning, { ...nothing, network: { status: 'CREATE_COMPLETE' } }, 2)).toBe('xxxxxxxxxx');
  });

  test('an empty account before the last step is no clean-up', () => {
    expect(states(healed, nothing)).toBe('xx>....x..');
  });
});

test('a press that comes twice reads one step; a typed next reads the first that is not', () => {
  const once = markRead(begun, { want: 'next', step: 'containers' });
  expect(markRead(once, { want: 'next', step: 'containers' })).toBe(once);
  expect(markRead(once, { want: 'next' }).read).toEqual(['containers', 'image']);
  expect(markRead(read, { want: 'next' })).toBe(read);
  expect(markRead(begun, { want: 'show' })).toBe(begun);
});

test('looks in any order leave one current step at most, and never forget what was seen', () => {
  const part = fc.subarray([
    'network',
    'repository',
    'cluster',
    'taskDefinition',
    'service',
    'stop',
  ] as const);
  const full: HandsOnFacts = { ...allThere, stop: { at: allThere.at, healedMs: 1000 } };
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (looks, place) => {
      let memory: HandsOnMemory = read;
      for (const gone of looks) {
        const facts = without(full, ...gone);
        const next = remember(memory, facts, place);
        expect(remember(next, facts, place)).toEqual(
          next.cleaning && !memory.cleaning ? expect.anything() : next,
        );
        if (memory.healed) expect(next.healed).toBeDefined();
        if (memory.cleaning) expect(next.cleaning).toBe(true);
        const lesson = progressOf({ userId: 'U1', place, where, memory: next }, facts);
        expect(lesson.steps.map(({ id }) => id)).toEqual(stepIds);
        const current = lesson.steps.filter(({ state }) => state === 'current');
        expect(current.map(({ id }) => id)).toEqual([currentStep(lesson)].filter((id) => id !== undefined));
        memory = next;
      }
    }),
  );
});
