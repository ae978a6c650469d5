import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent as DeliveredEvent } from 'aws-lambda';
import type { AwsService } from '../aws/protocols.ts';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';
import type { Clock } from '../clock.ts';
import { compilePattern } from './pattern.ts';

/** An event as EventBridge delivers it; `time` is ISO 8601 in whole seconds. */
export type EventBridgeEvent = DeliveredEvent<string, Readonly<Record<string, unknown>>>;

/** A rule: an event pattern, a schedule, or both, with its one target. */
export interface EventRule {
  readonly name: string;
  readonly pattern?: unknown;
  /** `rate(1 minute)`. */
  readonly scheduleExpression?: string;
  /** Sent in place of the event, as a target's `Input`. */
  readonly input?: unknown;
  /** Gets the event's JSON as the body. A rejection is retried up to eight times over about two minutes. */
  readonly target: (body: string) => Promise<void>;
}

/** What EventBridge may do but rarely does. Both are read again for each event, so they can be changed at any time. */
export interface BusFaults {
  /** Probability that a delivery is made twice, 0 to 1. */
  duplicate?: number;
  /** Each delivery waits a random time up to this, so that they arrive out of order. */
  shuffleWithinMs?: number;
}

/** Options of a bus. */
interface BusOptions extends AwsPlace {
  readonly rules: readonly EventRule[];
  readonly faults?: BusFaults;
  /** 0 up to 1, like Math.random. */
  readonly random?: () => number;
  /** Called when a delivery is given up. */
  readonly onFault?: (fault: unknown) => void;
}

export interface EventBus {
  /** Sends an event to every rule that matches it. Resolves when each delivery is done or given up; never rejects. */
  put(event: EventBridgeEvent): Promise<void>;
  /** Stops the schedules and drops pending deliveries. */
  close(): void;
}

/** A local EventBridge: rules with their real patterns, at-least-once delivery. Throws on a pattern that AWS refuses. */
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

const TRIES = 8;
const FIRST_RETRY_MS = 1_000;

/** Delivers bodies to targets: once or twice, in order or shuffled depending on the faults, with retries after a failure. */
function createDelivery(options: {
  readonly clock: Clock;
  readonly faults: BusFaults;
  readonly random: () => number;
  readonly onFault: (fault: unknown) => void;
}) {
  const { clock, faults, random, onFault } = options;
  const waiting = new Set<() => void>();
  let isClosed = false;

  return { to, close };

  /** Unless delayed, the deliveries to one target start in the order in which they were requested. */
  function to(target: (body: string) => Promise<void>): (body: string) => Promise<void> {
    let previous: Promise<void> = Promise.resolve();
    return async (body) => {
      const copies = random() < (faults.duplicate ?? 0) ? [body, body] : [body];
      await Promise.all(copies.map(deliver));
    };

    async function deliver(body: string): Promise<void> {
      const shuffleMs = faults.shuffleWithinMs ?? 0;
      if (shuffleMs > 0) await pause(random() * shuffleMs);
      const first = previous.then(() => attempt(body));
      previous = first.then(() => undefined);
      await retry(body, await first);
    }

    async function attempt(body: string): Promise<{ failure?: unknown }> {
      if (isClosed) return {};
      try {
        await target(body);
        return {};
      } catch (failure) {
        return { failure };
      }
    }

    async function retry(body: string, first: { failure?: unknown }): Promise<void> {
      let last = first;
      for (let tries = 1; 'failure' in last; tries += 1) {
        if (tries === TRIES) {
          onFault(last.failure);
          return;
        }
        await pause(FIRST_RETRY_MS * 2 ** (tries - 1));
        last = await attempt(body);
      }
    }
  }

  function pause(ms: number): Promise<void> {
    if (isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        waiting.delete(end);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, end);
      waiting.add(end);
    });
  }

  function close(): void {
    isClosed = true;
    for (const end of [...waiting]) end();
  }
}

const MINUTE_MS = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 1440 * MINUTE_MS,
};

/** Milliseconds between two runs of `rate(1 minute)` or `rate(5 minutes)`. Throws on any other schedule expression. */
export function parseRate(expression: string): number {
  const [, count = '', name = '', plural] =
    /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const unit = UNITS[name];
  // EventBridge insists on "1 minute" and "2 minutes".
  if (unit === undefined || (count === '1') !== (plural === '')) {
    throw new Error(`Schedule expression '${expression}' is not one that runs here: use rate(1 minute).`);
  }
  return Number(count) * unit;
}

/** The event that a scheduled rule sends when it is due. */
function scheduledEvent(
  rule: string,
  { accountId, region, now }: { accountId: string; region: string; now: number },
): EventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountId,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:events:${region}:${accountId}:rule/${rule}`],
    detail: {},
  };
}

/** A rule as EventBridge shows it; its owner may change `state` at any time. */
export interface RuleState {
  readonly name: string;
  readonly pattern?: unknown;
  readonly scheduleExpression?: string;
  state: 'ENABLED' | 'DISABLED';
}

interface EventsOptions extends Omit<AwsPlace, 'clock'> {
  /** The default bus's rules, read on each request because they are created after this service. */
  readonly rules: () => readonly RuleState[];
}

/** EventBridge's control plane, read-only: `aws events describe-rule`, `list-rules`, for the default bus only. */
export function createEvents({ accountId, region, rules }: EventsOptions): AwsService {
  const describe = ({ name, pattern, scheduleExpression, state }: RuleState) => ({
    Name: name,
    Arn: `arn:aws:events:${region}:${accountId}:rule/${name}`,
    EventBusName: 'default',
    State: state,
    ...(pattern !== undefined && { EventPattern: JSON.stringify(pattern) }),
    ...(scheduleExpression !== undefined && { ScheduleExpression: scheduleExpression }),
  });
  const onDefaultBus = ({ EventBusName = 'default' }: Record<string, unknown>) => {
    if (EventBusName !== 'default')
      throw new ServiceError('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
  };
  return {
    name: 'events',
    targetPrefix: 'AWSEvents',
    actions: {
      DescribeRule(input) {
        onDefaultBus(input);
        const found = rules().find(({ name }) => name === input.Name);
        if (found) return describe(found);
        throw new ServiceError(
          'ResourceNotFoundException',
          `Rule ${input.Name} does not exist on EventBus default.`,
        );
      },
      ListRules(input) {
        onDefaultBus(input);
        const prefix = String(input.NamePrefix ?? '');
        const some = rules().filter(({ name }) => name.startsWith(prefix));
        return { Rules: some.map(describe).sort((one, other) => one.Name.localeCompare(other.Name)) };
      },
    },
  };
}
