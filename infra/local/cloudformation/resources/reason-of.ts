import { ServiceError } from '../../aws/service-error.ts';
import { StackProblem } from './stack-problem.ts';

/** An error as the events of a stack word it: with the service's answer and the handler's code for it. */
export function reasonOf(error: unknown): string {
  if (error instanceof StackProblem) return error.message;
  if (!(error instanceof ServiceError)) return `Internal Failure: ${String(error)}`;
  const { name, message, status } = error;
  const service = name.startsWith('Repository') ? 'Ecr' : 'Ecs';
  const code = name.includes('AlreadyExists')
    ? 'AlreadyExists'
    : /^InvalidParameter|^ClientException/.test(name)
      ? 'InvalidRequest'
      : 'GeneralServiceException';
  const said = `${message} (Service: ${service}, Status Code: ${status}, Request ID: local) (SDK Attempt Count: 1)`;
  return `Resource handler returned message: "${said}" (RequestToken: local, HandlerErrorCode: ${code})`;
}
