import * as z from 'zod/mini';
import { nameFromArn } from '../ecs/name-from-arn.ts';
import type { DeploymentFact, EventFact } from '../episodes/fact.ts';
import { shorten } from '../episodes/stop-reasons/explain.ts';
import { maskSecrets } from '../redact/redact.ts';
import type { BridgeEvent } from './bridge-event.ts';
import type { Incoming } from './incoming.ts';
import { timeSchema } from './time-schema.ts';

const schema = z.looseObject({
  eventName: z.string(),
  eventType: z.optional(z.string()),
  clusterArn: z.optional(z.string()),
  serviceName: z.optional(z.string()),
  service: z.optional(z.string()),
  deploymentId: z.optional(z.string()),
  createdAt: z.optional(timeSchema),
  updatedAt: z.optional(timeSchema),
  reason: z.optional(z.string()),
});

type ServiceDetail = z.output<typeof schema>;

/** Deployment events also come as service actions, so the name tells and not the detail-type. */
const deploymentStates: Readonly<Record<string, DeploymentFact['state']>> = {
  SERVICE_DEPLOYMENT_IN_PROGRESS: 'IN_PROGRESS',
  SERVICE_DEPLOYMENT_COMPLETED: 'COMPLETED',
  SERVICE_DEPLOYMENT_FAILED: 'FAILED',
};

/** What informs and explains: the desired count moved by ECS, tasks moved between zones. */
const explanations = new Set([
  'SERVICE_DESIRED_COUNT_UPDATED',
  'SERVICE_REBALANCING_STARTED',
  'SERVICE_REBALANCING_COMPLETED',
]);

/** `ECS Service Action` and `ECS Deployment State Change`. What only informs (a steady state, repeated for hours) adds nothing. */
export function readServiceEvent(event: BridgeEvent): Incoming {
  const detail = schema.parse(event.detail);
  const target = serviceOf(event, detail);
  const fact = toFact(event, detail);
  if (target === undefined || fact === undefined) return { type: 'ignored', why: detail.eventName };
  return { type: 'fact', target, fact };
}

/**
 * From `service/<cluster>/<service>`; an old-format ARN lacks the cluster, which then only some events name. Beside it ECS names
 * the service in `serviceName` or in `service`, by what made the event.
 */
function serviceOf({ resources = [] }: BridgeEvent, { clusterArn, ...named }: ServiceDetail) {
  const arn = [...resources, named.serviceName, named.service].find((text) => text?.includes(':service/'));
  const path = (arn?.split(':service/')[1] ?? named.serviceName ?? named.service)?.split('/');
  if (path === undefined) return undefined;
  const [cluster, service] = path.length > 1 ? path : [clusterArn && nameFromArn(clusterArn), path[0]];
  return cluster && service ? { cluster, service } : undefined;
}

function toFact(event: BridgeEvent, detail: ServiceDetail): EventFact | undefined {
  const { eventName, deploymentId, eventType } = detail;
  const at = detail.updatedAt ?? detail.createdAt ?? event.time;
  if (at === undefined) return undefined;
  const reason = detail.reason === undefined ? {} : { reason: shorten(maskSecrets(detail.reason), 300) };
  const state = Object.hasOwn(deploymentStates, eventName) ? deploymentStates[eventName] : undefined;
  if (state !== undefined && deploymentId !== undefined) {
    return { kind: 'deployment', id: deploymentId, state, at, ...reason };
  }
  if ((eventType === 'INFO' && !explanations.has(eventName)) || event.id === undefined) return undefined;
  const type = eventType === undefined ? {} : { eventType: eventType.slice(0, 20) };
  return {
    kind: 'service-action',
    eventId: event.id,
    eventName: eventName.slice(0, 100),
    ...type,
    at,
    ...reason,
  };
}
