import { UntagResource$, type UntagResourceRequest, type UntagResourceResponse } from '@aws-sdk/client-ecs';
import { findTagged } from '../find/find-tagged.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs untag-resource --resource-arn … --tag-keys …`: keys that are not there are no error. */
export const untagResource = defineAction<UntagResourceRequest, UntagResourceResponse>(
  UntagResource$,
  (world, input) => {
    const resource = findTagged(world, input.resourceArn);
    const { tagKeys = [] } = input;
    resource.tags = resource.tags.filter(({ key = '' }) => !tagKeys.includes(key));
    return {};
  },
);
