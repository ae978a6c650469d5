import {
  ListTaskDefinitions$,
  type ListTaskDefinitionsRequest,
  type ListTaskDefinitionsResponse,
} from '@aws-sdk/client-ecs';
import { defineAction } from '../wire/define-action.ts';
import { takePage } from '../wire/take-page.ts';

/** `aws ecs list-task-definitions --family-prefix … --status … --sort …`: by family and revision, 100 a page. */
export const listTaskDefinitions = defineAction<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse>(
  ListTaskDefinitions$,
  (world, input) => {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const arns = [...world.store.taskDefinitions.entries()]
      // The name says prefix, but ECS compares the whole family.
      .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, revisions]) => revisions.filter((entity) => entity.status === status))
      .map(({ arn }) => arn);
    const { items, nextToken } = takePage(
      'ListTaskDefinitions',
      sort === 'ASC' ? arns : arns.toReversed(),
      input,
      100,
    );
    return { taskDefinitionArns: items, nextToken };
  },
);
