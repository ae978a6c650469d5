import type { LoadBalancerTimes } from './load-balancer-times.ts';

/**
 * A health check every 10 s with a timeout of 5 s and a deregistration delay of 30 s, divided by the local world's speed.
 * What depends on this machine and not on AWS has a floor.
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
