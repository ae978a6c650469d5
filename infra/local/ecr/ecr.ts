import type { AwsService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import type { Clock } from '../clock.ts';
import type { EventBridgeEvent } from '../events/bus.ts';
import { batchDeleteImage, batchGetImage, describeImages, listImages, putImage } from './image-actions.ts';
import { resolveImage } from './images.ts';
import type { EcrWorld } from './model.ts';
import {
  deleteLifecyclePolicy,
  deleteRepositoryPolicy,
  getLifecyclePolicy,
  getRepositoryPolicy,
  putLifecyclePolicy,
  setRepositoryPolicy,
} from './policies.ts';
import {
  createRepository,
  deleteRepository,
  describeRepositories,
  getAuthorizationToken,
  listTagsForResource,
  putImageScanningConfiguration,
  putImageTagMutability,
  tagResource,
  untagResource,
} from './repositories.ts';
import { ecrModel } from './request-model.ts';

/** Where and when this ECR is, and who hears of its pushes and deletions. */
interface EcrOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly onEvent?: (event: EventBridgeEvent) => void;
}

/** The local ECR: its service for the wire, its world for seeding, and the answer to a pull for ECS. */
interface LocalEcr {
  readonly service: AwsService;
  readonly world: EcrWorld;
  resolveImage(imageName: string): { digest: string } | undefined;
}

/** ECR in memory: repositories, images by manifest and tag. Layers are not kept, so nothing can be pulled from it. */
export function createEcr({ onEvent = () => undefined, ...options }: EcrOptions): LocalEcr {
  const world: EcrWorld = { ...options, onEvent, repositories: new Map() };
  return {
    service: {
      name: 'ecr',
      targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
      jsonVersion: '1.1',
      actions: byModel(ecrModel, {
        BatchDeleteImage: (input) => batchDeleteImage(world, input),
        BatchGetImage: (input) => batchGetImage(world, input),
        CreateRepository: (input) => createRepository(world, input),
        DeleteLifecyclePolicy: (input) => deleteLifecyclePolicy(world, input),
        DeleteRepository: (input) => deleteRepository(world, input),
        DeleteRepositoryPolicy: (input) => deleteRepositoryPolicy(world, input),
        DescribeImages: (input) => describeImages(world, input),
        DescribeRepositories: (input) => describeRepositories(world, input),
        GetAuthorizationToken: (input) => getAuthorizationToken(world, input),
        GetLifecyclePolicy: (input) => getLifecyclePolicy(world, input),
        GetRepositoryPolicy: (input) => getRepositoryPolicy(world, input),
        ListImages: (input) => listImages(world, input),
        ListTagsForResource: (input) => listTagsForResource(world, input),
        PutImage: (input) => putImage(world, input),
        PutImageScanningConfiguration: (input) => putImageScanningConfiguration(world, input),
        PutImageTagMutability: (input) => putImageTagMutability(world, input),
        PutLifecyclePolicy: (input) => putLifecyclePolicy(world, input),
        SetRepositoryPolicy: (input) => setRepositoryPolicy(world, input),
        TagResource: (input) => tagResource(world, input),
        UntagResource: (input) => untagResource(world, input),
      }),
    },
    world,
    resolveImage: (imageName) => resolveImage(world, imageName),
  };
}
