import type { CreateCluster$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import type { EcsWorld } from '../ecs-world.ts';
import { readInput } from './read-input.ts';

/** An action as the registry holds it: the request's JSON in, the answer out (with Date where the wire has epoch seconds). */
export type Action = (world: EcsWorld, json: Record<string, unknown>) => unknown;

/**
 * Makes an action from the SDK's own schema of the operation: a member of a wrong JSON type is refused, one that
 * the operation does not know is dropped, as the real service does both.
 */
export function defineAction<Input extends object, Output extends object>(
  operation: typeof CreateCluster$,
  run: (world: EcsWorld, input: Input) => Output,
): Action {
  const schema = NormalizedSchema.of(operation[4]);
  return (world, json) => run(world, readInput<Input>(schema, json));
}
