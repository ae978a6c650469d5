import { documented } from '../documented.ts';
import type { ReasonRow } from '../reason-row.ts';

const { stoppedTasks, taskStopped, spot, healthChecks, drainedTask, errorCodes } = documented;

/** Stops that ECS, AWS or somebody decided. A load balancer's have no stop code of their own: the text decides. */
export const stopRows: readonly ReasonRow[] = [
  { pattern: /^Scaling activity initiated by/i, code: 'scaling', source: stoppedTasks },
  { pattern: /container instance is in DRAINING state/i, code: 'draining', source: drainedTask },
  { pattern: /^Container instance deregistration forced/i, code: 'deregistered', source: stoppedTasks },
  { pattern: /ECS is performing maintenance on/i, code: 'maintenance', source: taskStopped },
  { pattern: /Spot (Task|Instance) was interrupted/i, code: 'spot', source: spot },
  { pattern: /^Host EC2 \(instance/i, code: 'hostLost', source: stoppedTasks },
  {
    pattern: /failed ELB health checks|is unhealthy in \((elb|target-group)/i,
    code: 'loadBalancer',
    source: stoppedTasks,
  },
  { pattern: /failed container health checks/i, code: 'healthCheck', source: healthChecks },
  { pattern: /^Task stopped by user/i, code: 'byHand', source: taskStopped },
  {
    pattern: /failed to normalize image reference|invalid reference format/i,
    code: 'badImageName',
    source: 'https://github.com/aws/copilot-cli/issues/2584',
  },
  { pattern: /^InternalError/i, code: 'internal', source: errorCodes },
];
