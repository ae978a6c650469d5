import type { Clock } from '../clock.ts';
import { compilePattern } from './compile-pattern.ts';
import { createDelivery } from './create-delivery.ts';
import type { EventBridgeEvent } from './event-bridge-event.ts';
import { parseRate } from './parse-rate.ts';
import { scheduledEvent } from './scheduled-event.ts';

/** A rule: an event pattern, a schedule, or both, and the one target that it feeds. */
export interface EventRule {
  readonly name: string;
  readonly pattern?: unknown;
  /** `rate(1 minute)`. */
  readonly scheduleExpression?: string;
  /** Sent in place of the event, as a target's `Input`. */
  readonly input?: unknown;
  /** Takes the body, the event's JSON. A rejection is tried again, up to eight times over about two minutes. */
  readonly target: (body: string) => Promise<void>;
}

/** What EventBridge may do and seldom does. Both are read anew for each event, so they can be changed at any time. */
export interface BusFaults {
  /** How likely a delivery is to be made twice: 0 to 1. */
  duplicate?: number;
  /** Each delivery waits a random time up to this, so that they arrive in any order. */
  shuffleWithinMs?: number;
}

/** How a bus is set up. */
export interface BusOptions {
  readonly rules: readonly EventRule[];
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly faults?: BusFaults;
  /** 0 up to 1, as Math.random. */
  readonly random?: () => number;
  /** Told of a delivery that was given up. */
  readonly onFault?: (fault: unknown) => void;
}

/** The running bus. */
export interface EventBus {
  /** Hands an event to every rule that takes it. Resolves when each delivery is made or given up; never rejects. */
  put(event: EventBridgeEvent): Promise<void>;
  /** Ends the schedules and drops what is still waiting. */
  close(): void;
}

/** A local EventBridge: rules by their real patterns, delivery at least once. Throws on a pattern that AWS refuses. */
export function createEventBus(options: BusOptions): EventBus {
  const { clock, faults = {}, random = Math.random, onFault = () => undefined } = options;
  const delivery = createDelivery({ clock, faults, random, onFault });
  const rules = options.rules.map((rule) => ({
    ...rule,
    takes: rule.pattern === undefined ? () => false : compilePattern(rule.pattern),
    send: delivery.to(rule.target),
    everyMs: rule.scheduleExpression === undefined ? undefined : parseRate(rule.scheduleExpression),
  }));
  const cancels = new Map<string, () => void>();
  for (const rule of rules) schedule(rule);

  return {
    async put(event) {
      const taking = rules.filter(({ takes }) => takes(event));
      await Promise.all(taking.map(({ send, input }) => send(JSON.stringify(input ?? event))));
    },
    close() {
      for (const cancel of cancels.values()) cancel();
      delivery.close();
    },
  };

  function schedule(rule: (typeof rules)[number]): void {
    const { name, everyMs, send, input } = rule;
    if (everyMs === undefined) return;
    const cancel = clock.after(everyMs, () => {
      schedule(rule);
      const { accountId, region } = options;
      void send(JSON.stringify(input ?? scheduledEvent(name, { accountId, region, now: clock.now() })));
    });
    cancels.set(name, cancel);
  }
}
