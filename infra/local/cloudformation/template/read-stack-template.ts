import type { core } from 'zod';
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
    throw new ServiceError('ValidationError', problemOf(parsed.error.issues[0]));
  }
  const types = Object.values(parsed.data.Resources).map(({ Type }) => Type);
  const unknown = types.find((type) => resourceTypes[type] === undefined);
  if (unknown !== undefined) {
    throw new ServiceError('ValidationError', `The local CloudFormation does not make ${unknown}.`);
  }
  return parsed.data;
}

/** In CloudFormation's words where it refuses that too; the words of the reader here never reach a client. */
function problemOf(issue: core.$ZodIssue | undefined): string {
  const { path = [] } = issue ?? {};
  if (path.length === 0 && issue?.code === 'invalid_type')
    return 'Template format error: unsupported structure.';
  if (path.join() === 'Resources') {
    return 'Template format error: At least one Resources member must be defined.';
  }
  const names = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  return `The local CloudFormation does not play /${[...path, ...names.slice(0, 1)].join('/')} of this template.`;
}
