import type { Clock } from '../clock.ts';
import type { EventBridgeEvent } from '../events/bus.ts';
import type { HookCall } from './model/service.ts';
import type { Arns, EcsStore, Ids } from './model/store.ts';
import type { ContainerEntity, ContainerProcess, TargetGroups, TaskEntity } from './model/task.ts';

/** What actions and the scheduler depend on. */
export interface EcsWorld {
  readonly accountId: string;
  readonly region: string;
  readonly time: EcsTime;
  readonly random: () => number;
  /** How long a stopped task stays visible, milliseconds of wall time. */
  readonly stoppedTaskIsShownFor: number;
  readonly ids: Ids;
  readonly arns: Arns;
  readonly store: EcsStore;
  /** The digest that a tag points to now; undefined when the registry does not have it. */
  digestOf(image: string): string | undefined;
  /** Called when a container starts running: from now on it may write to its log. */
  containerStarted(task: TaskEntity, container: ContainerEntity): void;
  /** Starts a container's process; undefined if it is simulated. */
  run(task: TaskEntity, container: ContainerEntity): ContainerProcess | undefined;
  /** Calls the Lambda function of a lifecycle hook; may answer with a promise. */
  invokeHook(functionArn: string, call: HookCall): unknown;
  /** The CloudWatch alarms, by name, that are in ALARM. */
  readonly ringingAlarms: Set<string>;
  /** The load balancer; undefined where there is none. */
  readonly targetGroups: TargetGroups | undefined;
  emit(event: Pick<EventBridgeEvent, 'detail-type' | 'resources' | 'detail'>): void;
  /** Notifies listeners that the state has changed. */
  changed(): void;
  /** Makes the scheduler check a service after about `seconds` of real life; calls close together cause a single check. */
  wake(serviceArn: string, seconds?: number): void;
  /** Timers by name (an ARN, `#` and a purpose), so that a new phase can replace the timer of the old one. */
  readonly timers: Map<string, () => void>;
}

export type EcsTime = ReturnType<typeof createEcsTime>;

/**
 * The clock of the local ECS, with a speed, a way to stop it, and a past that can be run through at once. `speed` divides life-cycle durations only;
 * `now` stays wall time.
 */
export function createEcsTime(wall: Clock, speed: number) {
  let clock: Clock = wall;
  let isClosed = false;
  const cancels = new Set<() => void>();
  const milliseconds = (seconds: number) => Math.round((seconds * 1000) / speed);

  function after(ms: number, run: () => void): () => void {
    if (isClosed) return () => {};
    // A timer set in the past may move to the real clock, so its cancel function is looked up late.
    const timer = { isCancelled: false };
    const cancel = clock.after(ms, () => {
      cancels.delete(end);
      if (!timer.isCancelled) run();
    });
    function end() {
      timer.isCancelled = true;
      cancels.delete(end);
      cancel();
    }
    cancels.add(end);
    return end;
  }

  return {
    now: () => clock.now(),
    /** Real-life seconds as whole milliseconds at this speed: all times in responses are sums of these. */
    milliseconds,
    /** Calls `run` after `ms` of wall time, whatever the speed. */
    afterWall: after,
    /** Calls `run` after `seconds` of real life, divided by the speed. */
    afterSeconds: (seconds: number, run: () => void) => after(milliseconds(seconds), run),
    /** Runs `live` as if `ms` ago, skips the time since then, and continues in the present. */
    inThePast(ms: number, live: () => void): void {
      const present = wall.now();
      const past = createVirtualClock(present - ms);
      clock = past;
      try {
        live();
        past.advance(ms);
      } finally {
        clock = wall;
      }
      for (const timer of past.takeTimers()) after(timer.at - present, timer.run);
    },
    /** Cancels every timer; timers set later never run. */
    close(): void {
      isClosed = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
}

/** A manually advanced clock: each timer runs at its due time, in order. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
  /** Removes and returns the remaining timers, each with the time it is due. */
  takeTimers(): { at: number; run: () => void }[];
}

/** `start`: epoch milliseconds. Tests and the seed use it to let hours pass at once. */
export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];

  function takeNext(until: number): { at: number; run: () => void } | undefined {
    let next: { at: number; run: () => void } | undefined;
    for (const timer of timers)
      if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer;
    timers = timers.filter((timer) => timer !== next);
    return next;
  }

  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const until = now + ms;
      for (let next = takeNext(until); next !== undefined; next = takeNext(until)) {
        now = next.at;
        next.run();
      }
      now = until;
    },
    takeTimers() {
      const left = timers;
      timers = [];
      return left;
    },
  };
}

/** Cancels the timer of that name, if there is one. */
export function clearTimer(world: Pick<EcsWorld, 'timers'>, name: string): void {
  world.timers.get(name)?.();
  world.timers.delete(name);
}

/** Sets the timer of that name, replacing an older one; `seconds` are real-life seconds. */
export function setTimer(
  world: Pick<EcsWorld, 'time' | 'timers'>,
  name: string,
  seconds: number,
  run: () => void,
): void {
  world.timers.get(name)?.();
  const cancel = world.time.afterSeconds(seconds, () => {
    world.timers.delete(name);
    run();
  });
  world.timers.set(name, cancel);
}
