import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decidingContainer,
  type EndedContainer,
  explainStop,
  needsRoles,
} from '../../../../src/episodes/stop-reasons/explain.ts';

const exited = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' };
const outOfMemory = 'OutOfMemoryError: Container killed due to memory usage';

/** `app 1, envoy 137`; `!` stands for memory that ran out, `-` for a container that never ran. */
function containers(written: string): EndedContainer[] {
  return written.split(', ').map((each) => {
    const [name, code = '-'] = each.split(' ');
    const exitCode = code.startsWith('-') && code.length === 1 ? undefined : Number.parseInt(code, 10);
    return { name, exitCode, reason: code.endsWith('!') ? outOfMemory : undefined };
  });
}

/** `app*, envoy 5`: essential with a star; behind it the stop time-out in seconds. */
function roles(written: string) {
  return written.split(', ').map((each) => {
    const [name = '', seconds] = each.split(' ');
    return {
      container: name.replace('*', ''),
      essential: name.endsWith('*'),
      stopTimeout: seconds === undefined ? undefined : Number(seconds),
    };
  });
}

const orders = (given: EndedContainer[]): EndedContainer[][] =>
  given.length < 2
    ? [given]
    : given.flatMap((first, index) => orders(given.toSpliced(index, 1)).map((rest) => [first, ...rest]));

describe('the container that decides, from exit codes alone', () => {
  it.each([
    ['app 1, envoy 137', 'app'],
    ['app 139, envoy 143', 'app'],
    ['app 134, envoy 0', 'app'],
    ['app 255, datadog 143, fluentbit 0', 'app'],
    ['app 2, xray 130', 'app'],
    ['app 1, nginx 131', 'app'],
    ['app 3221225477, log-router 3221225786', 'app'],
    ['app 137!, envoy 0', 'app'],
    ['app 137!, envoy 143', 'app'],
    ['app 0!, envoy 143', 'app'],
    ['app 137, envoy 143', 'app'],
    ['app 137, envoy 0', 'app'],
    ['job 0, agent 143', 'job'],
    ['job 0, agent 143, mesh 143', 'job'],
    ['job 0, agent 130', 'job'],
    ['job 3, agent -', 'job'],
  ])('%s: %s, in whatever order', (written, name) => {
    for (const order of orders(containers(written))) {
      expect(decidingContainer(order)?.name).toBe(name);
    }
  });
});

describe('the container that decides, with the task definition', () => {
  it.each([
    ['job 0, agent 1', 'job*, agent', 'job'],
    ['job 0, agent 137', 'job*, agent', 'job'],
    ['job 0, agent 137!', 'job*, agent', 'job'],
    ['init 1, job 0', 'init, job*', 'job'],
    ['app 143, envoy 1', 'app*, envoy', 'app'],
    ['app 137, envoy 0', 'app*, envoy', 'app'],
    ['app 1, envoy 139', 'app, envoy*', 'envoy'],
    ['app 2, envoy 143', 'app*, envoy*', 'app'],
    // What is essential has not ended: what was reported has to do.
    ['app -, envoy 1', 'app*, envoy', 'envoy'],
    // A definition that is not known any more says nothing of either.
    ['app 1, envoy 137', 'other*', 'app'],
  ])('%s of %s: %s', (written, defined, name) => {
    for (const order of orders(containers(written))) {
      expect(decidingContainer(order, { roles: roles(defined) })?.name).toBe(name);
    }
  });
});

describe('a kill that followed from a stop time-out', () => {
  it.each([
    ['job 0, agent 137', 'job*, agent*', 30_400, 'job'],
    ['job 0, agent 137', 'job*, agent*', 800, 'agent'],
    ['job 0, agent 137', 'job*, agent* 2', 2300, 'job'],
    ['job 0, agent 137', 'job*, agent* 120', 30_400, 'agent'],
    ['job 0, agent 137', '', 31_000, 'job'],
    ['job 0, agent 137', '', undefined, 'agent'],
  ])('%s of %s after %s ms: %s', (written, defined, endingMs, name) => {
    for (const order of orders(containers(written))) {
      expect(decidingContainer(order, { roles: roles(defined), endingMs })?.name).toBe(name);
    }
  });
});

it('only codes that stand in the definition or in the answer decide, and always one of those that said something', () => {
  const container = fc.record({
    name: fc.constantFrom('app', 'envoy', 'agent'),
    exitCode: fc.option(fc.constantFrom(0, 1, 137, 139, 143), { nil: undefined }),
    reason: fc.option(fc.constantFrom(outOfMemory, 'CannotStopContainerError: x'), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(container, { selector: ({ name }) => name }), (given) => {
      const found = decidingContainer(given);
      const spoken = given.filter(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined);
      expect(found === undefined).toBe(spoken.length === 0);
      if (spoken.length > 0) expect(spoken).toContain(found);
    }),
  );
});

describe('a standalone task', () => {
  it.each([
    ['job 0', 'finished', true],
    ['job 0, agent 143', 'finished', true],
    ['job 3', 'failed', false],
    ['job 3, agent 143', 'failed', false],
    ['job 137', 'killed', false],
    ['job 143', 'terminated', false],
    ['job 0!', 'outOfMemory', false],
  ])('%s: %s, expected: %s', (written, code, expected) => {
    const told = explainStop({ ...exited, containers: containers(written), standalone: true });
    expect(told).toMatchObject({ code, expected });
  });

  it('of a service exit code 0 is a failure to stay up', () => {
    expect(explainStop({ ...exited, containers: containers('app 0') })).toMatchObject({ expected: false });
  });
});

it('the task definition is asked only where it can make a difference', () => {
  expect(needsRoles({ ...exited, containers: containers('job 0, agent 143') })).toBe(true);
  expect(needsRoles({ ...exited, containers: containers('app 137, agent 137!') })).toBe(true);
  const notStarted = { name: 'agent', reason: 'CannotStartContainerError: OCI runtime create failed' };
  expect(needsRoles({ ...exited, containers: [...containers('job 0'), notStarted] })).toBe(true);
  expect(needsRoles({ ...exited, containers: containers('app 143, envoy 143') })).toBe(false);
  expect(needsRoles({ ...exited, containers: containers('app 1') })).toBe(false);
  expect(needsRoles({ ...exited, containers: containers('app 1, envoy -') })).toBe(false);
  expect(needsRoles({ stopCode: 'UserInitiated', containers: containers('app 0, envoy 143') })).toBe(false);
});
