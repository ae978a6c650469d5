import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { parameterNames } from '../parameter-names.ts';
import type { SsmWorld } from '../ssm-world.ts';

const request = z.object({ Names: parameterNames });

/** `aws ssm delete-parameters --names …`: what is missing is listed, not thrown. */
export function deleteParameters({ parameters }: SsmWorld, input: Record<string, unknown>) {
  const { Names } = parseInput(request, input, 'ValidationException');
  const { DeletedParameters = [], InvalidParameters = [] } = Object.groupBy(Names, (name) =>
    parameters.delete(name) ? 'DeletedParameters' : 'InvalidParameters',
  );
  return { DeletedParameters, InvalidParameters };
}
