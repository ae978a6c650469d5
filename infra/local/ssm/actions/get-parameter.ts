import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { findParameter } from '../find-parameter.ts';
import { parameterNotFound } from '../parameter-not-found.ts';
import type { SsmWorld } from '../ssm-world.ts';

const request = z.object({ Name: z.string().min(1), WithDecryption: z.boolean().default(false) });

/** `aws ssm get-parameter --name … [--with-decryption]` */
export function getParameter(world: SsmWorld, input: Record<string, unknown>) {
  const { Name, WithDecryption } = parseInput(request, input, 'ValidationException');
  const Parameter = findParameter(world, Name, WithDecryption);
  if (Parameter === undefined) throw parameterNotFound(Name);
  return { Parameter };
}
