import type { AwsService } from '../aws/aws-service.ts';
import type { Clock } from '../clock.ts';
import type { EventBridgeEvent } from '../events/event-bridge-event.ts';
import { batchDeleteImage } from './actions/batch-delete-image.ts';
import { batchGetImage } from './actions/batch-get-image.ts';
import { createRepository } from './actions/create-repository.ts';
import { deleteRepository } from './actions/delete-repository.ts';
import { describeImages } from './actions/describe-images.ts';
import { describeRepositories } from './actions/describe-repositories.ts';
import { getAuthorizationToken } from './actions/get-authorization-token.ts';
import { listImages } from './actions/list-images.ts';
import { listTagsForResource } from './actions/list-tags-for-resource.ts';
import { putImage } from './actions/put-image.ts';
import { tagResource } from './actions/tag-resource.ts';
import { untagResource } from './actions/untag-resource.ts';
import type { EcrWorld } from './ecr-world.ts';
import { resolveImage } from './resolve-image.ts';

/** Where and when this ECR is, and who hears of its pushes and deletions. */
export interface EcrOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly onEvent?: (event: EventBridgeEvent) => void;
}

/** The local ECR: its service for the wire, its world for seeding, and the answer to a pull for ECS. */
export interface LocalEcr {
  readonly service: AwsService;
  readonly world: EcrWorld;
  resolveImage(imageName: string): { digest: string } | undefined;
}

type Action = (world: EcrWorld, input: Record<string, unknown>) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
  BatchDeleteImage: batchDeleteImage,
  BatchGetImage: batchGetImage,
  CreateRepository: createRepository,
  DeleteRepository: deleteRepository,
  DescribeImages: describeImages,
  DescribeRepositories: describeRepositories,
  GetAuthorizationToken: getAuthorizationToken,
  ListImages: listImages,
  ListTagsForResource: listTagsForResource,
  PutImage: putImage,
  TagResource: tagResource,
  UntagResource: untagResource,
};

/** ECR in memory: repositories, images by manifest and tag. Layers are not kept, so nothing can be pulled from it. */
export function createEcr({ onEvent = () => undefined, ...options }: EcrOptions): LocalEcr {
  const world: EcrWorld = { ...options, onEvent, repositories: new Map() };
  const bound = Object.entries(ACTIONS).map(([name, action]) => [
    name,
    (input: Record<string, unknown>) => action(world, input),
  ]);
  return {
    service: {
      name: 'ecr',
      targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
      jsonVersion: '1.1',
      actions: Object.fromEntries(bound),
    },
    world,
    resolveImage: (imageName) => resolveImage(world, imageName),
  };
}
