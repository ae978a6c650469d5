import { TagResource$, type TagResourceRequest, type TagResourceResponse } from '@aws-sdk/client-ecs';
import { findTagged } from '../find/find-tagged.ts';
import { checkTags } from '../refuse/check-tags.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs tag-resource --resource-arn … --tags …`: a key that is there already gets the new value. */
export const tagResource = defineAction<TagResourceRequest, TagResourceResponse>(
  TagResource$,
  (world, input) => {
    const resource = findTagged(world, input.resourceArn);
    const added = checkTags(input.tags);
    const kept = resource.tags.filter(({ key }) => !added.some((tag) => tag.key === key));
    const managed = kept.filter(({ key }) => key?.startsWith('aws:'));
    checkTags([...kept.filter((tag) => !managed.includes(tag)), ...added]);
    resource.tags = [...kept, ...added];
    return {};
  },
);
