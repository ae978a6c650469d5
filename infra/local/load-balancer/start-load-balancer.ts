import { createServer } from 'node:http';
import { listen } from '../aws/listen.ts';
import type { Clock } from '../clock.ts';
import type { TargetGroups } from '../ecs/runtime/target-groups.ts';
import { countTraffic } from './count-traffic.ts';
import { createTargetGroups } from './create-target-groups.ts';
import { forwardRequest } from './forward-request.ts';
import { sendError } from './send-error.ts';
import { timesAtSpeed } from './times-at-speed.ts';

export interface LoadBalancerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Divides the times of health checks and draining: 1 is real life. */
  readonly speed: number;
}

export interface LoadBalancer extends TargetGroups {
  close(): Promise<void>;
}

/** An Application Load Balancer closes a connection on which nothing was asked for so long, milliseconds. */
const keepAliveTimeout = 60_000;

/**
 * A load balancer with one HTTP listener on 127.0.0.1, for all target groups: round robin over the healthy targets, 503
 * when there is none, 502 and 504 for one that does not answer. Rejects with one clear sentence when the port is taken.
 */
export async function startLoadBalancer({ port, clock, speed }: LoadBalancerOptions): Promise<LoadBalancer> {
  const targets = createTargetGroups(clock, timesAtSpeed(speed));
  const errors: Record<string, number> = {};
  const countError = (status: number) => {
    errors[status] = (errors[status] ?? 0) + 1;
  };
  const server = createServer({ keepAliveTimeout }, (incoming, response) => {
    const entry = targets.take();
    if (entry === undefined) {
      incoming.resume();
      countError(503);
      sendError(response, 503);
      return;
    }
    forwardRequest(incoming, response, entry.target.port(), countError, (status) =>
      targets.release(entry, status),
    );
  });
  const listening = await listen(server, port, 'LB_PORT');
  const stopCounting = countTraffic(clock, targets.entries);
  const { register, deregister, health } = targets;
  return {
    ...{ url: `http://127.0.0.1:${listening}`, errors: () => errors, register, deregister, health },
    async close() {
      stopCounting();
      targets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
