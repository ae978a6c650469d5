import { documented } from '../documented.ts';
import type { ReasonRow } from '../reason-row.ts';

const { serviceEvents: events, failures, capacity } = documented;

/** Where a task could not run: no address, no host, no capacity. These texts stand in service events and failures too. */
export const placeRows: readonly ReasonRow[] = [
  {
    pattern: /InsufficientFreeAddressesInSubnet/i,
    code: 'noFreeAddress',
    source: 'https://github.com/paradisec-archive/nabu/pull/1259',
  },
  {
    pattern: /network interface provisioning|Unexpected EC2 error|failed to setup network namespace/i,
    code: 'networkInterface',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/4825',
  },
  { pattern: /capacity is unavailable/i, code: 'capacity', source: capacity },
  {
    pattern: /reached the limit on the number of|configuration is above your limit/i,
    code: 'quota',
    source: events,
  },
  { pattern: /being throttled|^Rate exceeded|^ThrottlingException/i, code: 'throttled', source: events },
  {
    pattern: /No Container Instances were found|EMPTY CAPACITY PROVIDER/i,
    code: 'placementInstances',
    source: events,
  },
  { pattern: /RESOURCE:CPU\b|insufficient CPU/i, code: 'placementCpu', source: failures },
  { pattern: /RESOURCE:MEMORY\b|insufficient memory/i, code: 'placementMemory', source: failures },
  {
    pattern: /RESOURCE:PORTS|already using a port|too many ports/i,
    code: 'placementPorts',
    source: failures,
  },
  { pattern: /RESOURCE:ENI\b|insufficient ENI/i, code: 'placementEni', source: failures },
  { pattern: /RESOURCE:GPU\b|insufficient GPU/i, code: 'placementGpu', source: failures },
  {
    pattern: /missing an attribute|^(TaskFailedToStart: )?ATTRIBUTE\b/i,
    code: 'placementAttribute',
    source: failures,
  },
  {
    pattern: /\bMemberOf\b|placement constraint|distinctInstance/i,
    code: 'placementConstraint',
    source: events,
  },
  { pattern: /error "AGENT"|^(TaskFailedToStart: )?AGENT\b/, code: 'placementAgent', source: failures },
  { pattern: /unable to place a task/i, code: 'placementOther', source: events },
];
