import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
} from '@aws-sdk/client-ecs';
import { findTagged } from '../find/find-tagged.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs list-tags-for-resource --resource-arn …`. */
export const listTagsForResource = defineAction<ListTagsForResourceRequest, ListTagsForResourceResponse>(
  ListTagsForResource$,
  (world, input) => ({ tags: findTagged(world, input.resourceArn).tags }),
);
