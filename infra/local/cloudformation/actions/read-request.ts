import type { CreateStackInput, UpdateStackInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../aws/service-error.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { planStack } from '../template/plan-stack.ts';
import { readParameters } from '../template/read-parameters.ts';
import { readStackTemplate } from '../template/read-stack-template.ts';

/** What CreateStack and UpdateStack have in common. A member that is not played is refused. */
export function readRequest({ region }: CloudFormationWorld, input: CreateStackInput & UpdateStackInput) {
  const { StackName = '', TemplateBody, Parameters = [], Capabilities = [], Tags = [], ...rest } = input;
  const { OnFailure = 'ROLLBACK', ClientRequestToken: _, ...unplayed } = rest;
  refuseUnplayed({
    ...unplayed,
    ...(OnFailure !== 'ROLLBACK' && { OnFailure }),
    ...(Parameters.some(({ UsePreviousValue }) => UsePreviousValue) && { UsePreviousValue: true }),
  });
  if (TemplateBody === undefined) {
    const message = 'Either Template URL or Template Body must be specified.';
    throw new ServiceError('ValidationError', message);
  }
  const template = readStackTemplate(TemplateBody);
  const given = Object.fromEntries(
    Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
  );
  const parameters = readParameters(template.Parameters, given);
  const plan = planStack(template, parameters, region);
  const namesRole = plan.resources.some(
    ({ type, properties }) => type === 'AWS::IAM::Role' && properties.RoleName,
  );
  if (namesRole && !Capabilities.includes('CAPABILITY_NAMED_IAM')) {
    const message = 'Requires capabilities : [CAPABILITY_NAMED_IAM]';
    throw new ServiceError('InsufficientCapabilitiesException', message);
  }
  const { Description: description } = template;
  return { StackName, Capabilities, Tags, description, parameters, plan };
}

/** @throws ServiceError ValidationError for what CloudFormation knows, and the local one does not play */
export function refuseUnplayed(unplayed: object): void {
  const [name] = Object.keys(unplayed);
  if (name === undefined) return;
  throw new ServiceError('ValidationError', `The local CloudFormation does not take ${name}.`);
}
