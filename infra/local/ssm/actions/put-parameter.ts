import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { SsmWorld } from '../ssm-world.ts';

const MAX_STANDARD_CHARACTERS = 4096;

const request = z.object({
  Name: z
    .string()
    .max(1011)
    .regex(
      /^\/?[\w.-]+(\/[\w.-]+)*$/,
      'only a mix of letters, numbers and the following 3 symbols .-_ between slashes',
    )
    .regex(/^(?!\/?(aws|ssm))/i, 'a name can not begin with "aws" or "ssm"'),
  Value: z.string().min(1, 'Member must have length greater than or equal to 1'),
  Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
  Overwrite: z.boolean().default(false),
  DataType: z.string().default('text'),
});

/** `aws ssm put-parameter --name … --type … --value … [--overwrite]` */
export function putParameter({ parameters, clock }: SsmWorld, input: Record<string, unknown>) {
  const { Name, Value, Type, Overwrite, DataType } = parseInput(request, input, 'ValidationException');
  if (Value.length > MAX_STANDARD_CHARACTERS) {
    throw new ServiceError(
      'ValidationException',
      `Standard tier parameters support a maximum parameter value of ${MAX_STANDARD_CHARACTERS} characters.`,
    );
  }
  const versions = parameters.get(Name) ?? [];
  const latest = versions.at(-1);
  if (latest !== undefined && !Overwrite) {
    throw new ServiceError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const type = Type ?? latest?.type;
  if (type === undefined) {
    throw new ServiceError(
      'ValidationException',
      'A parameter type is required when you create a parameter.',
    );
  }
  const version = (latest?.version ?? 0) + 1;
  const modifiedAt = new Date(clock.now());
  parameters.set(Name, [...versions, { type, value: Value, version, modifiedAt, dataType: DataType }]);
  return { Version: version, Tier: 'Standard' };
}
