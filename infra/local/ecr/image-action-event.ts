import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from '../events/event-bridge-event.ts';
import type { EcrWorld } from './ecr-world.ts';
import type { ImageId } from './image-id.ts';

/** `ECR Image Action`: a push or a deletion that succeeded; `image-tag` is absent for an untagged image. */
export function imageActionEvent(
  { clock, accountId, region }: EcrWorld,
  action: 'PUSH' | 'DELETE',
  repositoryName: string,
  { imageDigest, imageTag }: ImageId,
): EventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECR Image Action',
    source: 'aws.ecr',
    account: accountId,
    time: new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [],
    detail: {
      result: 'SUCCESS',
      'repository-name': repositoryName,
      'image-digest': imageDigest,
      'action-type': action,
      ...(imageTag === undefined ? {} : { 'image-tag': imageTag }),
    },
  };
}
