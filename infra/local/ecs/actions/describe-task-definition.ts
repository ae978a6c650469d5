import {
  DescribeTaskDefinition$,
  type DescribeTaskDefinitionRequest,
  type DescribeTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { describeTaskDefinition as describe } from '../describe/describe-task-definition.ts';
import { findTaskDefinition } from '../find/find-task-definition.ts';
import { clientError } from '../refuse/client-error.ts';
import { defineAction } from '../wire/define-action.ts';

/** `aws ecs describe-task-definition --task-definition family[:revision] --include TAGS`. INACTIVE revisions too, by number. */
export const describeTaskDefinition = defineAction<
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse
>(DescribeTaskDefinition$, (world, input) => {
  const entity = findTaskDefinition(world, input.taskDefinition ?? '');
  if (entity === undefined) throw clientError('Unable to describe task definition.');
  return {
    taskDefinition: describe(entity),
    tags: input.include?.includes('TAGS') ? entity.tags : [],
  };
});
