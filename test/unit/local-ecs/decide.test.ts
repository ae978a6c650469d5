import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  type ScheduledTask,
  type ServiceSituation,
} from '../../../infra/local/ecs/scheduler/decide.ts';

let made = 0;
function tasks(count: number, what: Partial<ScheduledTask> = {}): ScheduledTask[] {
  return Array.from({ length: count }, () => {
    made += 1;
    return {
      id: `task-${made}`,
      isPrimary: true,
      phase: 'running' as const,
      isHealthy: true,
      isUnhealthy: false,
      isProtected: false,
      availabilityZone: 'a',
      createdAt: made,
      ...what,
    };
  });
}

const situation = (of: Partial<ServiceSituation>): ServiceSituation => ({
  desiredCount: 4,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  tasks: [],
  ...of,
});

describe('what the scheduler decides', () => {
  it('starts what is missing', () => {
    expect(decide(situation({ tasks: tasks(1) })).start).toBe(3);
  });

  it('does nothing in the steady state', () => {
    expect(decide(situation({ tasks: tasks(4) }))).toEqual({ start: 0, stop: [], isBlocked: false, kept: 0 });
  });

  it('starts a whole new set when the maximum is twice the count, and stops nothing before it is healthy', () => {
    const old = tasks(4, { isPrimary: false });
    expect(decide(situation({ tasks: old }))).toMatchObject({ start: 4, stop: [] });
    const fresh = tasks(4, { isHealthy: false });
    expect(decide(situation({ tasks: [...old, ...fresh] }))).toMatchObject({ start: 0, stop: [] });
  });

  it('stops as many old tasks as new ones are healthy', () => {
    const old = tasks(4, { isPrimary: false });
    const { stop } = decide(situation({ tasks: [...old, ...tasks(1), ...tasks(3, { isHealthy: false })] }));
    expect(stop).toEqual([{ id: old[0]?.id, why: 'SCALING' }]);
  });

  it('rounds the minimum up and the maximum down', () => {
    const old = tasks(3, { isPrimary: false });
    const of = { desiredCount: 3, minimumHealthyPercent: 50, maximumPercent: 150 };
    // Maximum 4: one may start. Minimum 2: one of the three may make room for another.
    expect(decide(situation({ ...of, tasks: old }))).toMatchObject({ start: 1, stop: [{ id: old[0]?.id }] });
  });

  it('makes room with half of the tasks when nothing may be added', () => {
    const old = tasks(4, { isPrimary: false });
    const { start, stop } = decide(situation({ minimumHealthyPercent: 50, maximumPercent: 100, tasks: old }));
    expect([start, stop.length]).toEqual([0, 2]);
  });

  it('is blocked where one task may be neither stopped nor joined', () => {
    const of = { desiredCount: 1, minimumHealthyPercent: 100, maximumPercent: 150 };
    expect(decide(situation({ ...of, tasks: tasks(1, { isPrimary: false }) }))).toEqual({
      start: 0,
      stop: [],
      isBlocked: true,
      kept: 0,
    });
  });

  it('starts the replacement of an unhealthy task first and stops it when that is healthy', () => {
    const sick = tasks(1, { isHealthy: false, isUnhealthy: true });
    const rest = tasks(3);
    expect(decide(situation({ tasks: [...sick, ...rest] }))).toMatchObject({ start: 1, stop: [] });
    const starting = tasks(1, { phase: 'starting', isHealthy: false });
    expect(decide(situation({ tasks: [...sick, ...rest, ...starting] }))).toMatchObject({
      start: 0,
      stop: [],
    });
    expect(decide(situation({ tasks: [...sick, ...rest, ...tasks(1)] })).stop).toEqual([
      { id: sick[0]?.id, why: 'UNHEALTHY' },
    ]);
  });

  it('stops an unhealthy task first where nothing may be added, one at a time', () => {
    const sick = tasks(2, { isHealthy: false, isUnhealthy: true });
    const of = { minimumHealthyPercent: 50, maximumPercent: 100 };
    expect(decide(situation({ ...of, tasks: [...sick, ...tasks(2)] })).stop).toHaveLength(1);
  });

  it('scales in past protected tasks, and tells how many stay that should not', () => {
    const kept = tasks(3, { isProtected: true });
    const free = tasks(1);
    expect(decide(situation({ desiredCount: 2, tasks: [...kept, ...free] }))).toEqual({
      start: 0,
      stop: [{ id: free[0]?.id, why: 'SCALING' }],
      isBlocked: false,
      kept: 1,
    });
  });

  it('leaves a protected task of an old deployment, though all new ones are healthy', () => {
    const [kept, free] = tasks(2, { isPrimary: false }).map((task, index) => ({
      ...task,
      isProtected: index === 0,
    }));
    const decision = decide(situation({ tasks: [kept!, free!, ...tasks(4)] }));
    expect(decision).toMatchObject({ stop: [{ id: free?.id }], kept: 1 });
  });

  it('protection does not save what is unhealthy', () => {
    const sick = tasks(1, { isHealthy: false, isUnhealthy: true, isProtected: true });
    expect(decide(situation({ tasks: [...sick, ...tasks(4)] })).stop).toEqual([
      { id: sick[0]?.id, why: 'UNHEALTHY' },
    ]);
  });

  it('scales in what is still starting, then from the fullest zone', () => {
    const starting = tasks(1, { phase: 'starting', isHealthy: false });
    const crowd = tasks(2, { availabilityZone: 'b' });
    const { stop } = decide(situation({ desiredCount: 2, tasks: [...tasks(1), ...crowd, ...starting] }));
    expect(stop.map(({ id }) => id)).toEqual([starting[0]?.id, crowd[0]?.id]);
  });
});

const anyTask = fc
  .record({
    isPrimary: fc.boolean(),
    phase: fc.constantFrom('starting' as const, 'running' as const, 'leaving' as const),
    health: fc.constantFrom('healthy', 'unknown', 'unhealthy'),
    isProtected: fc.boolean(),
    availabilityZone: fc.constantFrom('a', 'b', 'c'),
    createdAt: fc.nat(),
  })
  .map(({ health, phase, ...task }) => ({
    ...task,
    phase,
    isHealthy: phase === 'running' && health === 'healthy',
    isUnhealthy: phase === 'running' && health === 'unhealthy',
  }));

const anySituation = fc
  .record({
    desiredCount: fc.nat(12),
    minimumHealthyPercent: fc.nat(100),
    maximumPercent: fc.integer({ min: 100, max: 300 }),
    tasks: fc.array(anyTask, { maxLength: 30 }),
  })
  .map((of) => ({ ...of, tasks: of.tasks.map((task, index) => ({ ...task, id: String(index) })) }));

describe('whatever the situation', () => {
  it('never starts above the maximum', () => {
    fc.assert(
      fc.property(anySituation, (of) => {
        const { start } = decide(of);
        const upper = Math.floor((of.desiredCount * of.maximumPercent) / 100);
        expect(start).toBeGreaterThanOrEqual(0);
        if (start > 0) expect(of.tasks.length + start).toBeLessThanOrEqual(upper);
      }),
    );
  });

  it('never stops a serving task below the minimum', () => {
    fc.assert(
      fc.property(anySituation, (of) => {
        const { stop } = decide(of);
        const stopped = new Set(stop.map(({ id }) => id));
        const serving = (task: ScheduledTask) => task.phase === 'running' && !task.isUnhealthy;
        const lost = of.tasks.filter((task) => serving(task) && stopped.has(task.id));
        const left = of.tasks.filter((task) => serving(task) && !stopped.has(task.id));
        const lower = Math.ceil((of.desiredCount * of.minimumHealthyPercent) / 100);
        if (lost.length > 0) expect(left.length).toBeGreaterThanOrEqual(lower);
      }),
    );
  });

  it('stops no protected task but an unhealthy one', () => {
    fc.assert(
      fc.property(anySituation, (of) => {
        const ids = decide(of).stop.map(({ id }) => id);
        const taken = of.tasks.filter((task) => ids.includes(task.id) && task.isProtected);
        expect(taken.filter(({ isUnhealthy }) => !isUnhealthy)).toEqual([]);
      }),
    );
  });

  it('stops each task once, and none that is leaving', () => {
    fc.assert(
      fc.property(anySituation, (of) => {
        const ids = decide(of).stop.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(of.tasks.filter(({ id, phase }) => phase === 'leaving' && ids.includes(id))).toEqual([]);
      }),
    );
  });
});
