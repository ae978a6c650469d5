import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainStop } from '../../../../src/episodes/stop-reasons/explain.ts';
import { processorMs } from '../../../helpers/processor-time.ts';

const exited = 'Essential container in task exited';
const outOfMemory = 'OutOfMemoryError: Container killed due to memory usage';

describe('exit codes', () => {
  it.each([
    [0, 'finished'],
    [1, 'failed'],
    [2, 'failed'],
    [126, 'commandNotExecutable'],
    [127, 'commandNotFound'],
    [134, 'aborted'],
    [137, 'killed'],
    [139, 'segfault'],
    [143, 'terminated'],
    [255, 'failed'],
  ] as const)('%i is %s', (exitCode, code) => {
    const task = { stopCode: 'EssentialContainerExited', stoppedReason: exited, containers: [{ exitCode }] };
    expect(explainStop(task)).toMatchObject({ code, expected: false });
  });

  it('137 is out of memory where ECS says so, a stop time-out where ECS stopped the task, else not known which', () => {
    const containers = [{ exitCode: 137, reason: outOfMemory }];
    expect(explainStop({ stoppedReason: exited, containers })).toEqual({
      code: 'outOfMemory',
      expected: false,
    });
    const scaleIn = 'Scaling activity initiated by (deployment ecs-svc/1)';
    expect(explainStop({ stoppedReason: scaleIn, containers: [{ exitCode: 137 }] })).toEqual({
      code: 'scaling',
      expected: true,
      also: 'stopTimeout',
    });
    expect(explainStop({ stoppedReason: exited, containers: [{ exitCode: 137 }] }).code).toBe('killed');
  });

  it('a failed health check stays one, and says that memory ran out as well', () => {
    const stoppedReason = 'Task failed ELB health checks in (target-group arn:aws:…)';
    const containers = [{ exitCode: 137, reason: outOfMemory }];
    expect(explainStop({ stoppedReason, stopCode: 'ServiceSchedulerInitiated', containers })).toEqual({
      code: 'loadBalancer',
      expected: false,
      also: 'outOfMemory',
    });
  });
});

describe('stop codes without a text', () => {
  it.each([
    ['UserInitiated', 'byHand'],
    ['SpotInterruption', 'spot'],
    ['InfrastructureHealth', 'infrastructure'],
    ['ServiceSchedulerInitiated', 'scheduler'],
    ['TaskFailedToStart', 'failedToStart'],
    ['EssentialContainerExited', 'exited'],
    // Documented for Spot, reported for other stops too: not guessed.
    ['TerminationNotice', 'unknown'],
    [undefined, 'noReason'],
  ] as const)('%s is %s', (stopCode, code) => {
    expect(explainStop({ stopCode }).code).toBe(code);
  });
});

describe('stop codes with words that no row knows', () => {
  it.each([
    ['SpotInterruption', 'Words of next year', 'spot'],
    ['InfrastructureHealth', 'Words of next year', 'infrastructure'],
    ['TerminationNotice', 'Spot Interruption.', 'spot'],
    ['ServiceSchedulerInitiated', 'Scaling activity initiated by (taskSet ecs-svc/1)', 'scaling'],
    ['ServiceSchedulerInitiated', 'Words of next year', 'unknown'],
    ['TerminationNotice', 'Words of next year', 'unknown'],
    [undefined, 'Scaling activity initiated by bob', 'unknown'],
  ] as const)('%s, %s: %s', (stopCode, stoppedReason, code) => {
    expect(explainStop({ stopCode, stoppedReason }).code).toBe(code);
  });
});

describe('what somebody wrote', () => {
  it('is not read as ECS’s words', () => {
    const stoppedReason = 'because of the CannotPullContainerError: no space left on device of yesterday';
    const told = explainStop({ stopCode: 'UserInitiated', stoppedReason });
    expect(told).toEqual({ code: 'byHand', expected: true, detail: stoppedReason });
  });

  it('is left out where it is ECS’s stock phrase', () => {
    const told = explainStop({ stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' });
    expect(told).toEqual({ code: 'byHand', expected: true });
  });

  it.each([
    'Scaling activity initiated by (deployment ecs-svc/1234567890123456789)',
    'Service web: the container instance is in DRAINING state',
    'Container instance deregistration forced by user',
    'Service web: ECS is performing maintenance on the underlying infrastructure hosting the task',
    'Your Spot Task was interrupted.',
    'Host EC2 (instance i-0123456789abcdef0) terminated.',
    'Task failed ELB health checks in (target-group arn:aws:…)',
    'Task failed container health checks',
    'InternalError: try again',
    'OutOfMemoryError: Container killed due to memory usage',
    'Essential container in task exited',
  ])('%s: counts as theirs where a person called StopTask', (stoppedReason) => {
    const containers = [{ name: 'app', exitCode: 143 }];
    expect(explainStop({ stopCode: 'UserInitiated', stoppedReason, containers })).toEqual({
      code: 'byHand',
      expected: true,
      detail: stoppedReason,
    });
  });

  it.each([
    ['Scaling activity initiated by (deployment ecs-svc/1)', 'EssentialContainerExited'],
    ['Scaling activity initiated by (deployment ecs-svc/1)', 'TaskFailedToStart'],
    ['Scaling activity initiated by (deployment ecs-svc/1)', 'TerminationNotice'],
    ['Service web: the container instance is in DRAINING state', 'EssentialContainerExited'],
    ['Container instance deregistration forced by user', 'EssentialContainerExited'],
    ['ECS is performing maintenance on the host', 'EssentialContainerExited'],
    ['Your Spot Task was interrupted.', 'EssentialContainerExited'],
    ['Host EC2 (instance i-0123456789abcdef0) terminated.', 'EssentialContainerExited'],
    ['Task failed ELB health checks in (elb x)', 'TaskFailedToStart'],
    ['Task stopped by user', 'ServiceSchedulerInitiated'],
  ])('%s: is not known with %s, with which ECS never writes it', (stoppedReason, stopCode) => {
    expect(explainStop({ stopCode, stoppedReason })).toEqual({
      code: 'unknown',
      expected: false,
      detail: stoppedReason,
    });
  });

  it('in a command or an image’s name is no decision of ECS', () => {
    for (const words of ['Your Spot Task was interrupted', 'Scaling activity initiated by me']) {
      const reason = `CannotStartContainerError: exec: "${words}": executable file not found in $PATH`;
      const start = { stopCode: 'TaskFailedToStart', stoppedReason: 'Task failed to start' };
      expect(explainStop({ ...start, containers: [{ reason }] }).code).toBe('commandNotFound');
      expect(explainStop({ ...start, stoppedReason: reason }).code).toBe('commandNotFound');
      expect(explainStop({ ...start, containers: [{ reason: words }] }).code).toBe('unknown');
    }
  });
});

describe('what is not known', () => {
  it('is given back as ECS gave it, never explained', () => {
    const strange = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => /^[\p{L}\p{Z}]+$/u.test(text) && text.trim() !== '');
    fc.assert(
      fc.property(strange, (text) => {
        const stoppedReason = `Zz ${text}`;
        expect(explainStop({ stoppedReason })).toEqual({
          code: 'unknown',
          expected: false,
          detail: stoppedReason,
        });
      }),
    );
  });

  it('ends fast on any text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('CannotPullContainerError: ', 'ResourceInitializationError: ', 'exec: '),
        fc.nat(2000),
        (prefix, length) => {
          const stoppedReason = prefix.repeat(1 + (length % 40)) + 'exec: "'.repeat(length);
          expect(processorMs(() => explainStop({ stoppedReason }))).toBeLessThan(1000);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('what could not be prepared is told apart by what failed, not by the words around it', () => {
  it.each([
    [
      'failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',
      'networkInterface',
    ],
    ['failed to configure ENI: failed to setup regular eni: context deadline exceeded', 'networkInterface'],
    [
      'failed to create Cloudwatch log group: AccessDeniedException: not authorized to perform: logs:CreateLogGroup',
      'logDenied',
    ],
    ['failed to create Cloudwatch log group: request send failed: dial tcp: i/o timeout', 'initNoRoute'],
    ['unable to pull secrets or registry auth: context deadline exceeded', 'initNoRoute'],
  ] as const)('%s is %s', (text, code) => {
    const stoppedReason = `ResourceInitializationError: ${text}`;
    expect(explainStop({ stopCode: 'TaskFailedToStart', stoppedReason }).code).toBe(code);
  });
});
