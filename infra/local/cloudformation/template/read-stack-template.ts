import { ServiceError } from '../../aws/service-error.ts';
import { resourceTypes } from '../resources/resource-types.ts';
import { parseStackTemplate } from './parse-stack-template.ts';
import { type StackTemplate, stackTemplate } from './stack-template.ts';

/**
 * A template's text, checked.
 * @throws ServiceError ValidationError for what CloudFormation would refuse, and for what is not played here
 */
export function readStackTemplate(text: string): StackTemplate {
  const parsed = stackTemplate.safeParse(parseStackTemplate(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `The local CloudFormation does not know this template at ${issue?.path.join('.')}: ${issue?.message}`;
    throw new ServiceError('ValidationError', message);
  }
  const types = Object.values(parsed.data.Resources).map(({ Type }) => Type);
  const unknown = types.find((type) => resourceTypes[type] === undefined);
  if (unknown !== undefined) {
    throw new ServiceError('ValidationError', `The local CloudFormation does not make ${unknown}.`);
  }
  return parsed.data;
}
