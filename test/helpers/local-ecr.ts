import { ECRClient } from '@aws-sdk/client-ecr';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { createEcr } from '../../infra/local/ecr/ecr.ts';
import type { EventBridgeEvent } from '../../infra/local/events/bus.ts';

const NOW = Date.UTC(2026, 9, 20, 12);

/** A local ECR behind the wire, the real SDK's client for it, a clock that stands still, and the events it sent. */
export async function startTestEcr() {
  const place = { accountId: '123456789012', region: 'eu-west-1' };
  const clock = { now: () => NOW, after: () => () => undefined };
  const events: EventBridgeEvent[] = [];
  const ecr = createEcr({ clock, ...place, onEvent: (event) => events.push(event) });
  const aws = await startAws({ port: 0, ...place, services: [ecr.service] });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new ECRClient({ endpoint: aws.url, region: place.region, credentials, maxAttempts: 1 });
  return { ...ecr, aws, client, events, now: NOW };
}
