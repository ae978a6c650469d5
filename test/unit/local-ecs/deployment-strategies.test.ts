import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newest, pause, steady, update, web } from '../../helpers/local-strategies.ts';

it('whatever happens to a deployment, its service ends with one revision that has all tasks and all traffic', () => {
  const strategies = fc.constantFrom('BLUE_GREEN', 'CANARY', 'LINEAR', 'ROLLING');
  const steps = fc.array(
    fc.tuple(
      fc.constantFrom('update', 'stop', 'continue', 'rollback', 'alarm', 'lose', 'scale', 'wait'),
      fc.integer({ min: 1, max: 400 }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(strategies, steps, (strategy, what) => {
      const test = steady({
        strategy,
        bakeTimeInMinutes: 2,
        lifecycleHooks: [
          {
            ...pause('PRE_SCALE_UP', 'PRE_PRODUCTION_TRAFFIC_SHIFT'),
            timeoutConfiguration: { timeoutInMinutes: 3, action: 'CONTINUE' },
          },
        ],
        alarms: { alarmNames: ['errors'], enable: true, rollback: true },
      });
      test.pass(600);
      for (const [step, seconds] of what) {
        const { serviceDeploymentArn, status, lifecycleHookDetails = [] } = newest(test);
        const hook = lifecycleHookDetails.find(
          ({ status: is }: { status: string }) => is === 'AWAITING_ACTION',
        );
        const isOpen = hook !== undefined && status === 'IN_PROGRESS';
        if (step === 'update') update(test, { forceNewDeployment: true });
        if (step === 'stop' && /^(PENDING|IN_PROGRESS)$/.test(status))
          test.call('StopServiceDeployment', { serviceDeploymentArn });
        if (step === 'continue' && isOpen)
          test.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId: hook.hookId });
        if (step === 'rollback' && isOpen)
          test.call('ContinueServiceDeployment', {
            serviceDeploymentArn,
            hookId: hook.hookId,
            action: 'ROLLBACK',
          });
        if (step === 'alarm') test.ecs.setAlarm('errors', seconds % 2 === 0 ? 'OK' : 'ALARM');
        if (step === 'lose')
          for (const task of test.call('ListTasks', { serviceName: 'web' }).taskArns.slice(0, 2))
            test.call('StopTask', { task });
        if (step === 'scale') update(test, { desiredCount: seconds % 4, taskDefinition: undefined });
        test.pass(seconds);
      }
      test.pass(20_000);
      const service = web(test);
      expect(service.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
      expect(service.runningCount).toBe(service.desiredCount);
      if (strategy === 'ROLLING') return;
      const [revision] = service.currentServiceRevisions;
      const { serviceRevisions } = test.call('DescribeServiceRevisions', {
        serviceRevisionArns: [revision.arn],
      });
      const { targetGroupArn } = serviceRevisions[0].resolvedConfiguration.loadBalancers[0];
      expect(test.weights.at(-1)).toContain(`${targetGroupArn} 100`);
    }),
    { numRuns: 30 },
  );
});
