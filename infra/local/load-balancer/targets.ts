import { request } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Target, TargetGroups, TargetState } from '../ecs/model/task.ts';

/** The load balancer's times, all in milliseconds of wall time. */
interface LoadBalancerTimes {
  /** Between two health checks of a target. */
  readonly intervalMs: number;
  /** The same until the first check has passed. */
  readonly initialIntervalMs: number;
  /** How long a new target may fail its checks. */
  readonly firstAnswerMs: number;
  readonly checkTimeoutMs: number;
  /** How long a deregistered target may still finish open requests. */
  readonly deregistrationDelayMs: number;
}

export interface TargetEntry {
  readonly targetGroupArn: string;
  readonly target: Target;
  /** Epoch milliseconds. */
  readonly registeredAt: number;
  state: TargetState;
  reason: string | undefined;
  /** Health checks failed in a row. */
  failures: number;
  /** Open requests. */
  open: number;
  requests: number;
  requestsPerSecond: number;
  lastStatus: number | undefined;
  /** The number of the last request sent to it; the target with the smallest is next. */
  turn: number;
  /** Called once it is drained. */
  readonly drained: (() => void)[];
  cancelTimer: () => void;
}

/** Consecutive failed checks that make a target unhealthy. A new target becomes healthy after one passed check, an unhealthy one after two. */
const unhealthyThreshold = 2;

interface RegisteredTargets extends Omit<TargetGroups, 'url' | 'errors'> {
  /** The next healthy target, across all target groups; the request counts as open until `release`. */
  take(): TargetEntry | undefined;
  /** Ends the request that `take` counted. */
  release(entry: TargetEntry, status: number | undefined): void;
  entries(): Iterable<TargetEntry>;
  close(): void;
}

/** Targets with their health checks and their draining. */
export function createTargetGroups(clock: Clock, times: LoadBalancerTimes): RegisteredTargets {
  const entries = new Map<string, TargetEntry>();
  const rules = new Map<string, ListenerRule>();
  /** The last turn of each rule, and of the target groups without one. */
  const turns = new Map<string | undefined, number>();
  let turn = 0;
  let isClosed = false;
  const key = (targetGroupArn: string, id: string) => `${targetGroupArn} ${id}`;

  function setState(entry: TargetEntry, state: TargetEntry['state'], reason?: string): void {
    if (entry.state === state) return;
    entry.state = state;
    entry.reason = reason;
    entry.target.onState();
  }

  async function check(entry: TargetEntry): Promise<void> {
    const reason = await checkTarget(entry.target.port(), times.checkTimeoutMs);
    if (isClosed || entry.state === 'draining') return;
    entry.failures = reason === undefined ? 0 : entry.failures + 1;
    const isNew = entry.state === 'initial';
    if (reason === undefined) setState(entry, 'healthy');
    else if (entry.failures >= unhealthyThreshold && !(isNew && isYoung(entry)))
      setState(entry, 'unhealthy', reason);
    const pause = entry.state === 'initial' ? times.initialIntervalMs : times.intervalMs;
    entry.cancelTimer = clock.after(pause, () => void check(entry));
  }

  /** A new process needs real time to start, whatever the speed. */
  function isYoung({ registeredAt }: TargetEntry): boolean {
    return clock.now() - registeredAt < times.firstAnswerMs;
  }

  function remove(entry: TargetEntry): void {
    entry.cancelTimer();
    entries.delete(key(entry.targetGroupArn, entry.target.id));
    for (const drained of entry.drained.splice(0)) drained();
    entry.target.onTraffic();
  }

  /** The listener rule that has weights for a target group. */
  function ruleOf(targetGroupArn: string): string | undefined {
    const [rule] =
      [...rules].find(([, groups]) => groups.some((group) => group.targetGroupArn === targetGroupArn)) ?? [];
    return rule;
  }

  function isOff({ targetGroupArn }: TargetEntry): boolean {
    const groups = rules.get(ruleOf(targetGroupArn) ?? '') ?? [];
    return groups.some((group) => group.targetGroupArn === targetGroupArn && group.weight === 0);
  }

  return {
    register(targetGroupArn, target) {
      const entry: TargetEntry = {
        targetGroupArn,
        target,
        registeredAt: clock.now(),
        state: 'initial',
        reason: undefined,
        failures: 0,
        open: 0,
        requests: 0,
        requestsPerSecond: 0,
        lastStatus: undefined,
        turn: 0,
        drained: [],
        cancelTimer() {},
      };
      entries.set(key(targetGroupArn, target.id), entry);
      void check(entry);
    },
    deregister(targetGroupArn, id, drained) {
      const entry = entries.get(key(targetGroupArn, id));
      if (entry === undefined) {
        drained();
        return;
      }
      entry.drained.push(drained);
      if (entry.state === 'draining') return;
      entry.cancelTimer();
      setState(entry, 'draining', 'Target deregistration is in progress');
      if (entry.open === 0) remove(entry);
      else entry.cancelTimer = clock.after(times.deregistrationDelayMs, () => remove(entry));
    },
    health(targetGroupArn, id) {
      const entry = entries.get(key(targetGroupArn, id));
      if (entry === undefined) return undefined;
      const { state, reason, requests, requestsPerSecond, lastStatus } = entry;
      return { state, reason, requests, requestsPerSecond, lastStatus };
    },
    setWeights: (listenerRule, weights) =>
      void rules.set(
        listenerRule,
        weights.map((group) => ({ ...group, credit: 0 })),
      ),
    take() {
      const healthy = [...entries.values()].filter((entry) => entry.state === 'healthy' && !isOff(entry));
      // Groups of the same rule share its requests; those of other services take turns with them.
      const pools = [...Map.groupBy(healthy, ({ targetGroupArn }) => ruleOf(targetGroupArn))];
      const [pool] = pools.toSorted(([one], [other]) => (turns.get(one) ?? 0) - (turns.get(other) ?? 0));
      if (pool === undefined) return undefined;
      const [rule, targets] = pool;
      turns.set(rule, turn + 1);
      // The rule decides, even for a group without a healthy target.
      const group = rule && takeTurn(rules.get(rule) ?? []);
      const next = leastRecent(targets.filter(({ targetGroupArn }) => !group || targetGroupArn === group));
      if (next === undefined) return undefined;
      turn += 1;
      next.turn = turn;
      next.open += 1;
      next.requests += 1;
      return next;
    },
    release(entry, status) {
      entry.open -= 1;
      if (status !== undefined) entry.lastStatus = status;
      if (entry.state === 'draining' && entry.open === 0) remove(entry);
    },
    entries: () => entries.values(),
    close() {
      isClosed = true;
      for (const entry of entries.values()) entry.cancelTimer();
      entries.clear();
    },
  };
}

/** The target groups of a listener rule: their weights, and what each has to its credit until it is its turn. */
type ListenerRule = readonly { readonly targetGroupArn: string; readonly weight: number; credit: number }[];

/** The next target group by weight, spread evenly: with 90 and 10 every tenth request goes to the second. */
function takeTurn(rule: ListenerRule): string | undefined {
  const total = rule.reduce((sum, { weight }) => sum + weight, 0);
  for (const group of rule) group.credit += group.weight;
  const [first] = rule.filter(({ weight }) => weight > 0).toSorted((one, other) => other.credit - one.credit);
  if (first !== undefined) first.credit -= total;
  return first?.targetGroupArn;
}

function leastRecent(entries: readonly TargetEntry[]): TargetEntry | undefined {
  return entries.reduce<TargetEntry | undefined>(
    (next, entry) => (next === undefined || entry.turn < next.turn ? entry : next),
    undefined,
  );
}

/** The health check path of every target, as in the hands-on stack. */
const path = '/health';

/** One health check. Resolves with the reason for a failure, in Elastic Load Balancing's words; undefined when it passed. */
function checkTarget(port: number | undefined, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (port === undefined) {
      resolve('Health checks failed');
      return;
    }
    const headers = { 'user-agent': 'ELB-HealthChecker/2.0' };
    const check = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      answer.resume();
      clearTimeout(timer);
      const { statusCode = 0 } = answer;
      resolve(statusCode === 200 ? undefined : `Health checks failed with these codes: [${statusCode}]`);
    });
    const timer = setTimeout(() => {
      resolve('Request timed out');
      check.destroy();
    }, timeoutMs);
    check.on('error', () => {
      clearTimeout(timer);
      resolve('Health checks failed');
    });
    check.end();
  });
}

/**
 * A health check every 10 s with a timeout of 5 s and a deregistration delay of 30 s, divided by the local world's speed. Times that depend on this
 * machine rather than on AWS have a minimum.
 */
export function timesAtSpeed(speed: number): LoadBalancerTimes {
  return {
    intervalMs: Math.max(200, 10_000 / speed),
    initialIntervalMs: 100,
    firstAnswerMs: 20_000,
    checkTimeoutMs: Math.max(1_000, 5_000 / speed),
    deregistrationDelayMs: Math.max(2_000, 30_000 / speed),
  };
}
