import type { CreateCluster$ } from '@aws-sdk/client-ecs';
import { readRequest } from '../../aws/request-model.ts';
import type { EcsWorld } from '../ecs-world.ts';
import { ecsModel } from '../request-model.ts';

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
