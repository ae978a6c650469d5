import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { findParameter } from '../find-parameter.ts';
import { parameterNames } from '../parameter-names.ts';
import type { SsmWorld } from '../ssm-world.ts';

const request = z.object({ Names: parameterNames, WithDecryption: z.boolean().default(false) });

/** `aws ssm get-parameters --names …`: what is missing is listed, not thrown. */
export function getParameters(world: SsmWorld, input: Record<string, unknown>) {
  const { Names, WithDecryption } = parseInput(request, input, 'ValidationException');
  const found = Names.map((name) => ({ name, parameter: findParameter(world, name, WithDecryption) }));
  return {
    Parameters: found.flatMap(({ parameter }) => parameter ?? []),
    InvalidParameters: found.flatMap(({ name, parameter }) => (parameter === undefined ? [name] : [])),
  };
}
