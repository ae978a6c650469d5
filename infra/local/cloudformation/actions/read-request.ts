import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { planStack, type StackPlan } from '../template/plan-stack.ts';
import { readParameters } from '../template/read-parameters.ts';
import { readStackTemplate } from '../template/read-stack-template.ts';

// An empty list comes as an empty text.
const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((given) => (given === '' ? [] : given), z.array(item).default([]));

const request = z.strictObject({
  StackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'is no name of a stack'),
  TemplateBody: z.string().min(1).max(51_200),
  Parameters: list(z.object({ ParameterKey: z.string(), ParameterValue: z.string() })),
  Capabilities: list(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])),
  Tags: list(z.object({ Key: z.string(), Value: z.string() })),
  OnFailure: z.literal('ROLLBACK').optional(),
  ClientRequestToken: z.string().optional(),
});

/** What CreateStack and UpdateStack have in common. A member that is not played is refused. */
export function readRequest(
  { region }: CloudFormationWorld,
  input: Record<string, unknown>,
): z.output<typeof request> & {
  readonly description: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly plan: StackPlan;
} {
  const parsed = parseInput(request, input, 'ValidationError');
  const template = readStackTemplate(parsed.TemplateBody);
  const given = Object.fromEntries(
    parsed.Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  const parameters = readParameters(template.Parameters, given);
  const plan = planStack(template, parameters, region);
  const namesRole = plan.resources.some(
    ({ type, properties }) => type === 'AWS::IAM::Role' && properties.RoleName,
  );
  if (namesRole && !parsed.Capabilities.includes('CAPABILITY_NAMED_IAM')) {
    const message = 'Requires capabilities : [CAPABILITY_NAMED_IAM]';
    throw new ServiceError('InsufficientCapabilitiesException', message);
  }
  return { ...parsed, description: template.Description, parameters, plan };
}
