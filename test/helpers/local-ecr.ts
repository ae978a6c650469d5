import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { createEcr } from '../../infra/local/ecr/ecr.ts';
import { seedDigest } from '../../infra/local/ecr/seed.ts';
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

/** Pushes an index for these platforms, `linux/arm64`, under a tag; returns its digest. */
export async function pushIndexTo(
  ecr: ECRClient,
  repositoryName: string,
  { tag: imageTag, platforms }: { readonly tag: string; readonly platforms: readonly string[] },
): Promise<string> {
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
  const manifests = [];
  for (const each of platforms) {
    const [os, architecture] = each.split('/');
    const layers = [{ digest: seedDigest(imageTag, each, platforms.length), size: 1000 }];
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, layers });
    const { image } = await ecr.send(new PutImageCommand({ repositoryName, imageManifest }));
    const { imageDigest: digest } = image!.imageId!;
    manifests.push({ mediaType, size: imageManifest.length, digest, platform: { os, architecture } });
  }
  const index = 'application/vnd.oci.image.index.v1+json';
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: index, manifests });
  const given = { repositoryName, imageTag, imageManifest, imageManifestMediaType: index };
  const { image } = await ecr.send(new PutImageCommand(given));
  return image!.imageId!.imageDigest!;
}
