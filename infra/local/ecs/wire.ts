import type { CreateCluster$ } from '@aws-sdk/client-ecs';
import { takePage as cutPage } from '../aws/paging.ts';
import { readRequest } from '../aws/request-model.ts';
import { invalidParameter } from './refuse.ts';
import { ecsModel } from './request-model.ts';
import type { EcsWorld } from './world.ts';

/** An action as the registry holds it: the request's JSON in, the answer out (with Date where the wire has epoch seconds). */
export type Action = (world: EcsWorld, json: Record<string, unknown>) => unknown;

/** Makes an action of the SDK's operation: what it is given has been read and checked by the model. */
export function defineAction<Input extends object, Output extends object>(
  operation: typeof CreateCluster$,
  run: (world: EcsWorld, input: Input) => Output,
): Action {
  const name = operation[2];
  // The schema is the one that the SDK's type was generated from, so what it lets through has that type.
  return (world, json) => run(world, readRequest(ecsModel, name, json) as Input);
}

/** One page of an action's list, with the token for the next one. */
export function takePage(
  action: string,
  items: readonly string[],
  request: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  defaultSize: number,
): { readonly items: string[]; readonly nextToken: string | undefined } {
  const { maxResults = defaultSize, nextToken, ...asked } = request;
  const page = cutPage({
    ...{ asked: [action, asked], items, keyOf: (item: string) => item },
    ...{ size: maxResults, token: nextToken, refuse: () => invalidParameter('Invalid token.') },
  });
  return { items: page.items, nextToken: page.token };
}
