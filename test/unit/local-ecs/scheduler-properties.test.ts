import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTestEcs, createWeb, fargateTask, type TestEcs } from '../../helpers/local-ecs.ts';

type Move =
  | { kind: 'scale'; count: number }
  | { kind: 'deploy' }
  | { kind: 'stop'; index: number }
  | { kind: 'pass'; seconds: number };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('scale' as const), count: fc.nat(8) }),
  fc.record({ kind: fc.constant('deploy' as const) }),
  fc.record({ kind: fc.constant('stop' as const), index: fc.nat(10) }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 90 }) }),
);

const anyLimits = fc
  .record({
    minimumHealthyPercent: fc.constantFrom(0, 50, 66, 100),
    maximumPercent: fc.constantFrom(100, 150, 200),
  })
  .filter(({ minimumHealthyPercent, maximumPercent }) => minimumHealthyPercent < 100 || maximumPercent > 100);

interface Limits {
  minimumHealthyPercent: number;
  maximumPercent: number;
}

function canDeploy(count: number, { minimumHealthyPercent, maximumPercent }: Limits): boolean {
  const lower = Math.ceil((count * minimumHealthyPercent) / 100);
  return count === 0 || lower < count || Math.floor((count * maximumPercent) / 100) > count;
}

interface Seen {
  version: number;
  lastStatus: string;
  desiredStatus: string;
}

/** Replays the events as they come and holds the scheduler to its two percentages. */
function watch(limits: Limits) {
  const tasks = new Map<string, Seen>();
  const faults: string[] = [];
  const counted = (wanted: (task: Seen) => boolean) => [...tasks.values()].filter(wanted).length;
  const isUp = ({ lastStatus, desiredStatus }: Seen) =>
    lastStatus === 'RUNNING' && desiredStatus === 'RUNNING';
  return {
    tasks,
    faults,
    see(detail: Record<string, unknown>, desired: number) {
      const { taskArn, version, lastStatus, desiredStatus, stoppedReason } = detail as unknown as Seen & {
        taskArn: string;
        stoppedReason?: string;
      };
      const before = tasks.get(taskArn);
      if (version !== (before?.version ?? 0) + 1) faults.push(`version ${before?.version} → ${version}`);
      tasks.set(taskArn, { version, lastStatus, desiredStatus });
      const live = counted(
        (task) =>
          ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'].includes(task.lastStatus) &&
          (task.desiredStatus === 'RUNNING' || task.lastStatus === 'RUNNING'),
      );
      const upper = Math.floor((desired * limits.maximumPercent) / 100);
      if (before === undefined && live > upper) faults.push(`${live} live tasks, at most ${upper}`);
      const lower = Math.ceil((desired * limits.minimumHealthyPercent) / 100);
      const wasStoppedByScheduler =
        before !== undefined &&
        isUp(before) &&
        desiredStatus === 'STOPPED' &&
        stoppedReason?.startsWith('Scaling') === true;
      if (wasStoppedByScheduler && counted(isUp) < lower)
        faults.push(`${counted(isUp)} serving, at least ${lower}`);
    },
  };
}

it('whatever is scaled, stopped and deployed: limits hold, versions rise, and in the end running is desired', () => {
  fc.assert(
    fc.property(anyLimits, fc.array(anyMove, { maxLength: 25 }), (limits, moves) => {
      let desired = 2;
      let watcher: ReturnType<typeof watch> | undefined;
      const test = createTestEcs({
        onEvent(event) {
          if (event['detail-type'] === 'ECS Task State Change') watcher?.see(event.detail, desired);
        },
      });
      watcher = watch(limits);
      createWeb(test, { deploymentConfiguration: limits });
      for (const move of moves) play(test, move);

      // A count whose limits leave no room can not deploy: ECS leaves such a service as it is, so it gets one that can.
      if (!canDeploy(desired, limits)) play(test, { kind: 'scale', count: 4 });
      test.pass(3600);
      const [service] = test.call('DescribeServices', { services: ['web'] }).services;
      expect(watcher.faults).toEqual([]);
      expect(service).toMatchObject({ desiredCount: desired, runningCount: desired, pendingCount: 0 });
      expect(service.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
      expect(service.events[0].message).toContain('has reached a steady state.');
      const { taskArns } = test.call('ListTasks');
      const revisions =
        taskArns.length === 0
          ? []
          : test
              .call('DescribeTasks', { tasks: taskArns })
              .tasks.map(({ taskDefinitionArn }: { taskDefinitionArn: string }) => taskDefinitionArn);
      expect(revisions).toEqual(Array(desired).fill(service.taskDefinition));

      function play({ call, pass }: TestEcs, move: Move): void {
        if (move.kind === 'pass') pass(move.seconds);
        if (move.kind === 'scale') {
          desired = move.count;
          call('UpdateService', { service: 'web', desiredCount: desired });
        }
        if (move.kind === 'deploy') {
          call('RegisterTaskDefinition', fargateTask());
          call('UpdateService', { service: 'web', taskDefinition: 'app' });
        }
        if (move.kind === 'stop') {
          const { taskArns: arns } = call('ListTasks');
          if (arns.length > 0) call('StopTask', { task: arns[move.index % arns.length] });
        }
      }
    }),
    { numRuns: 150 },
  );
});
