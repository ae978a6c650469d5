import { describe, expect, it } from 'vitest';
import { act, newest, pause, steady, update, watch, web } from '../../helpers/local-strategies.ts';

describe('CANARY and LINEAR', () => {
  it('CANARY shifts a share, bakes, and then shifts the rest', () => {
    const test = steady({
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 4 },
      bakeTimeInMinutes: 3,
    });
    update(test);
    expect(watch(test)).toEqual([
      'PENDING PRE_SCALE_UP 0',
      'IN_PROGRESS SCALE_UP 0 (0 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 10 (4 min)',
      'IN_PROGRESS BAKE_TIME 100 (3 min)',
      'IN_PROGRESS CLEAN_UP 100',
    ]);
    const [event] = test.events.filter(({ detail }) => detail.eventName === 'SERVICE_DEPLOYMENT_COMPLETED');
    expect(event?.detail.deploymentId).toBe(web(test).deployments[0].id);
  });

  it('LINEAR shifts equal steps, the last of which does not bake', () => {
    const test = steady({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 30, stepBakeTimeInMinutes: 2 },
    });
    update(test);
    expect(watch(test)).toEqual([
      'PENDING PRE_SCALE_UP 0',
      'IN_PROGRESS SCALE_UP 0 (0 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 30 (2 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 60 (2 min)',
      'IN_PROGRESS PRODUCTION_TRAFFIC_SHIFT 90 (2 min)',
      'IN_PROGRESS CLEAN_UP 100',
    ]);
  });

  it('pause before each step, at a new hook each time', () => {
    const test = steady({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 },
      lifecycleHooks: [pause('PRE_PRODUCTION_TRAFFIC_SHIFT')],
    });
    // The first deployment of the service paused too.
    const first = act(test);
    test.pass(300);
    update(test);
    test.pass(300);
    expect(newest(test)).toMatchObject({
      lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
      status: 'IN_PROGRESS',
    });
    expect(newest(test).targetServiceRevision.requestedProductionTrafficWeight).toBe(0);
    const second = act(test);
    test.pass(300);
    expect(newest(test).targetServiceRevision.requestedProductionTrafficWeight).toBe(50);
    expect(newest(test).lifecycleStage).toBe('PRE_PRODUCTION_TRAFFIC_SHIFT');
    const third = act(test);
    expect(new Set([first, second, third]).size).toBe(3);
    test.pass(300);
    expect(newest(test).status).toBe('SUCCESSFUL');
  });

  it('have the defaults of ECS', () => {
    expect(web(steady({ strategy: 'CANARY' })).deploymentConfiguration.canaryConfiguration).toEqual({
      canaryPercent: 5,
      canaryBakeTimeInMinutes: 10,
    });
    const linear = steady({ strategy: 'LINEAR' });
    expect(web(linear).deploymentConfiguration.linearConfiguration).toEqual({
      stepPercent: 10,
      stepBakeTimeInMinutes: 6,
    });
    update(linear, { deploymentConfiguration: { strategy: 'BLUE_GREEN' } });
    expect(web(linear).deploymentConfiguration.linearConfiguration).toBeUndefined();
  });
});
