import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { parameterNotFound } from '../parameter-not-found.ts';
import type { SsmWorld } from '../ssm-world.ts';

const request = z.object({ Name: z.string().min(1) });

/** `aws ssm delete-parameter --name …` */
export function deleteParameter({ parameters }: SsmWorld, input: Record<string, unknown>) {
  const { Name } = parseInput(request, input, 'ValidationException');
  if (!parameters.delete(Name)) throw parameterNotFound(Name);
  return {};
}
